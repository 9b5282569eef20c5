import { isLess, isObject } from '../zen-client';
import type { JsonObject } from '../zen-client';
import type { ItemInput } from '../zen-n8n/ItemInput';
import { isDecimal, readDecimal } from '../zen-n8n/readDecimal';

/** Which payments are wanted. What is absent excludes nothing. */
export interface EventFilter {
	/** As ZEN is asked by them; empty for all. */
	accountIds: string[];
	direction?: 'INCOMING' | 'OUTGOING';
	/** A decimal string, compared with the amount in the payment's own currency. */
	minimumAmount?: string;
}

const DIRECTIONS = ['INCOMING', 'OUTGOING'] as const;

/**
 * Reads the filters of a trigger.
 *
 * @throws InputError for one that was added and says nothing, as it would let everything through
 */
export function readFilter(input: ItemInput): EventFilter {
	const direction = input.ifAdded('filters.direction', (name) => input.choice(name, DIRECTIONS));
	const minimumAmount = input.ifAdded('filters.minimumAmount', (name) => readDecimal(input, name));
	return {
		accountIds: input.ifAdded('filters.accountIds', (name) => readIds(input, name)) ?? [],
		...(direction && { direction }),
		...(minimumAmount && { minimumAmount }),
	};
}

function readIds(input: ItemInput, name: string): string[] {
	const held = [input.raw(name)].flat();
	return held.map((id) => input.id(name, 'account', typeof id === 'string' ? id.trim() : id));
}

/** @param accountId null when it cannot be told, which is no account that is wanted */
export function wantsAccount({ accountIds }: EventFilter, accountId: string | null): boolean {
	if (accountIds.length === 0) return true;
	return accountId !== null && accountIds.includes(accountId);
}

/** The label of the filter that a payment does not pass; `undefined` when it passes them all. */
export function excludedBy(
	filter: EventFilter,
	accountId: string | null,
	payment: JsonObject,
): string | undefined {
	if (!wantsAccount(filter, accountId)) return 'Account Names or IDs';
	if (wantsPayment(filter, payment)) return undefined;
	return wantsPayment({ ...filter, direction: undefined }, payment)
		? 'Direction'
		: 'Minimum Amount';
}

/** Whether direction and amount are wanted. An amount that cannot be read is never a reason to drop. */
export function wantsPayment(filter: EventFilter, payment: JsonObject): boolean {
	const { direction, minimumAmount } = filter;
	if (direction && payment.direction !== direction) return false;
	const value = isObject(payment.amount) ? payment.amount.value : undefined;
	if (!minimumAmount || !isDecimal(value)) return true;
	return !isLess(value, minimumAmount);
}
