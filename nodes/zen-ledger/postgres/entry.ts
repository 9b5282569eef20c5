import { createHash } from 'node:crypto';
import type { Remembered, Tried } from '../../zen-payout';
import { raw, sql } from './sql';
import type { Sql } from './sql';

/** Who writes into a ledger. */
export interface Origin {
	/** Which ledger of the database: two of them know nothing of each other. */
	ledger: string;
	workflowId?: string;
	workflowName?: string;
	executionId?: string;
	nodeName?: string;
}

/** What a row says of a payment, in the order of {@link described}. */
export const DESCRIBED = [
	'kind',
	'external_id',
	'fingerprint',
	'likeness',
	'amount',
	'currency',
	'account_id',
	'receiver',
	'workflow_id',
	'workflow_name',
	'execution_id',
	'node_name',
];

/** The values of {@link DESCRIBED}. */
export function described(payment: Tried, origin: Origin): Sql {
	const { kind, order, fingerprint, likeness } = payment;
	const { workflowId, workflowName, executionId, nodeName } = origin;
	const { value, currency } = order.amount;
	return sql`${kind}::text, ${order.externalId}::text, ${hashOf(fingerprint)}::text, ${hashOf(likeness)}::text,
	${value}::numeric, ${currency}::text, ${order.accountId}::text, ${masked(order.receiver.accountNumber)}::text,
	${workflowId}::text, ${workflowName}::text, ${executionId}::text, ${nodeName}::text`;
}

/** All that a row says of a payment taken over from the one that was to be inserted. */
export const asDescribed = raw(DESCRIBED.map((name) => `${name} = excluded.${name}`).join(', '));

/** What a fingerprint or likeness is known by: itself it holds the receiver's account. */
export function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}

const END = 4;
const LEAST_MASKED = 4;

/** An account number of which only the ends can be read: `LT60…8901`. */
export function masked(accountNumber: string): string {
	const plain = accountNumber.replace(/\s/g, '');
	const isLong = plain.length >= 2 * END + LEAST_MASKED;
	return isLong ? `${plain.slice(0, END)}…${plain.slice(-END)}` : `…${plain.slice(-2)}`;
}

/** IDs of payments as they are compared. */
export function plainIds(ids: string[] = []): string[] {
	return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** The UTC day of a time by ZEN's clock. */
export function dayOf(time: number | undefined): string | undefined {
	return time === undefined ? undefined : new Date(time).toISOString().slice(0, 10);
}

/**
 * Which attempt is the latest one of a row `mine`: whose it is, and when it was heard of last, to the
 * microsecond. Another one under the same key never has the same.
 */
export const ATTEMPT = raw(
	`(mine.claim::text || to_char(mine.last_attempt AT TIME ZONE 'UTC', ' YYYY-MM-DD HH24:MI:SS.US'))`,
);

/** A payment in a ledger. */
export interface Place extends Pick<Remembered, 'key'> {
	ledger: string;
}
