// In place of index.ts in the verified build, whose rules let no network module in. It knows the
// credential and refuses it by name: falling back to another memory would forget what was paid.
import type { INodeCredentialTestResult } from 'n8n-workflow';
import { LedgerError } from '../../zen-payout';
import type { Origin } from './entry';
import type { PostgresLedger } from './PostgresLedger';

export type { LedgerCredential } from './credential';
export type { Origin } from './entry';
export type { LedgerFilter, LedgerRow, LedgerState } from './listing';
export type { PostgresLedger } from './PostgresLedger';

const WHAT = "this package's verified build has no PostgreSQL";
const REMEDY = 'Install n8n-nodes-zen@full, which has it.';

/** @throws LedgerError always */
export async function openPostgresLedger(
	_credential: object,
	_origin: Origin,
): Promise<PostgresLedger> {
	throw new LedgerError(WHAT, REMEDY);
}

/** Says that it cannot be used here. */
export async function testPostgresLedger(_credential: object): Promise<INodeCredentialTestResult> {
	return { status: 'Error', message: `${WHAT.replace(/^t/, 'T')}. ${REMEDY}` };
}

/** The tests of the credentials that this room knows, for a node's `methods`. */
export const ledgerCredentialTest = {
	testZenLedgerApi: async () => await testPostgresLedger({}),
};
