import type { EntryKind } from '../zen-client';
import { LedgerError } from '../zen-payout';
import type { Ledger, Resolvable } from '../zen-payout';

/** Where payments come from. */
export interface Origin {
	/** Payments of one ledger are none of another: those of the test environment are no real ones. */
	ledger: string;
	workflowId?: string;
	workflowName?: string;
	executionId?: string;
	nodeName?: string;
}

export interface LedgerFilter {
	states?: string[];
	since?: Date;
	until?: Date;
	reference?: string;
	accountId?: string;
	limit?: number;
}

export interface LedgerRow {
	externalId: string;
	kind: EntryKind;
	state: 'open' | 'settled' | 'released' | 'resolved';
	amount: string;
	currency: string;
	accountId: string;
	receiver: string;
	paymentId?: string;
	status?: string;
	attempts: number;
	firstAttempt: string;
	lastAttempt: string;
	workflowId?: string;
	workflowName?: string;
	executionId?: string;
	nodeName?: string;
}

export interface PostgresLedger extends Ledger, Resolvable {
	getMany(filter: LedgerFilter): Promise<LedgerRow[]>;
}

const MISSING = 'PostgreSQL is not supported yet';

type Open = (credential: object, origin: Origin) => Promise<PostgresLedger>;
type Test = (credential: object) => Promise<{ status: 'OK' | 'Error'; message: string }>;

export const openPostgresLedger: Open = async () => {
	throw new LedgerError(MISSING, 'Set Memory to n8n.');
};

export const testPostgresLedger: Test = async () => ({ status: 'Error', message: MISSING });
