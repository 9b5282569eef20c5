// In place of index.ts in the verified build, whose rules let no network module in. It knows the
// credential and refuses it by name: falling back to another memory would forget what was paid.
import { LedgerError } from '../../zen-payout';
import type { openPostgresLedger as open, testPostgresLedger as test } from './open';

export type { LedgerCredential } from './credential';
export type { Origin } from './entry';
export type { LedgerFilter, LedgerRow, LedgerState } from './listing';
export type { PostgresLedger } from './PostgresLedger';

const WHAT = "this package's verified build has no PostgreSQL";
const REMEDY = 'Install n8n-nodes-zen@full, which has it.';

/** Always fails, with a LedgerError. */
export const openPostgresLedger: typeof open = async () => {
	throw new LedgerError(WHAT, REMEDY);
};

/** Says that it cannot be used here. */
export const testPostgresLedger: typeof test = async () => ({
	status: 'Error',
	message: `${WHAT.charAt(0).toUpperCase()}${WHAT.slice(1)}. ${REMEDY}`,
});

/** The tests of the credentials that this room knows, for a node's `methods`. */
export const ledgerCredentialTest = { testZenLedgerApi: testPostgresLedger };
