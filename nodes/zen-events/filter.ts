import { InputError, isObject } from '../zen-client';
import type { JsonObject } from '../zen-client';

/** Which payments are wanted. What is absent excludes nothing. */
export interface EventFilter {
	/** In lower case; empty for all. */
	accountIds: string[];
	direction?: 'INCOMING' | 'OUTGOING';
	/** A decimal string, compared with the amount in the payment's own currency. */
	minimumAmount?: string;
}

/** The fields of the Filters collection, as n8n hands them over. */
export interface FilterFields {
	accountIds?: unknown;
	direction?: unknown;
	minimumAmount?: unknown;
}

const DECIMAL = /^\d+(\.\d+)?$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws InputError */
export function readFilter({ accountIds, direction, minimumAmount }: FilterFields): EventFilter {
	const least = String(minimumAmount ?? '').trim();
	if (least && !DECIMAL.test(least)) {
		throw new InputError(
			'Minimum Amount',
			`holds "${least}", which is no decimal amount. Write it with a point and without separators, e.g. 100.00.`,
		);
	}
	const ids = [accountIds ?? []].flat().map((id) => String(id).trim().toLowerCase());
	const odd = ids.find((id) => !UUID.test(id));
	if (odd !== undefined) {
		throw new InputError('Account Names or IDs', `holds "${odd}", which is no ID of ZEN's.`);
	}
	return {
		accountIds: ids,
		...((direction === 'INCOMING' || direction === 'OUTGOING') && { direction }),
		...(least && { minimumAmount: least }),
	};
}

export function wantsAccount({ accountIds }: EventFilter, accountId: string): boolean {
	return accountIds.length === 0 || accountIds.includes(accountId.toLowerCase());
}

/** Whether direction and amount are wanted. An amount that cannot be read is never a reason to drop. */
export function wantsPayment(filter: EventFilter, payment: JsonObject): boolean {
	const { direction, minimumAmount } = filter;
	if (direction && payment.direction !== direction) return false;
	const value = isObject(payment.amount) ? payment.amount.value : undefined;
	if (!minimumAmount || typeof value !== 'string' || !DECIMAL.test(value)) return true;
	return !isLess(value, minimumAmount);
}

function isLess(one: string, other: string): boolean {
	const [a, b] = [one, other].map((text) => text.split('.'));
	const decimals = Math.max(a![1]?.length ?? 0, b![1]?.length ?? 0);
	const scaled = ([whole = '', fraction = '']: string[]) =>
		BigInt(whole + fraction.padEnd(decimals, '0'));
	return scaled(a!) < scaled(b!);
}
