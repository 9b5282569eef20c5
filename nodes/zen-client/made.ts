import { amountText, readObject } from './answers';
import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import type { Contract } from './contract';
import { readEntry } from './entries';
import type { EntryKind, Made } from './entries';
import type { Json, JsonObject } from './json';
import { sameDecimal } from './money';
import type { Money } from './money';
import { firstAt, isTold, valueAt } from './names';
import { toDraft, toPayment } from './shapes';
import type { HttpResponse } from './transport';

/** What was sent, as far as ZEN's answer is compared with it. */
export interface Sent {
	amount: Money;
	/** As typed. */
	externalId: string;
}

/** Whether the reference that ZEN tells is the one that was sent. */
export type SameReference = (told: string, sent: string) => boolean;

/**
 * Reads a yes to an order. Only that is a yes: an object with an id, without any `error`, and whose
 * amount, currency and external ID are those that were sent, where it tells them. Evidence: the
 * answer is assumed, so whatever else came may mean anything.
 *
 * @throws Unreadable, saying what it lacks or what differs
 */
export function readMade(
	response: HttpResponse,
	kind: EntryKind,
	sent: Partial<Sent>,
	isSame: SameReference = (told, reference) => told === reference,
	contract = CONTRACT,
): Made {
	const raw = readObject(response);
	requireNoComplaint(raw, contract);
	const { id, ...entry } = readEntry(kind, raw, contract);
	if (id === undefined) throw new Unreadable('without an ID');
	const difference = differenceIn(raw, kind, sent, isSame, contract);
	if (difference) throw new Unreadable(`but ${difference}`);
	const toRaw = kind === 'draft' ? toDraft : toPayment;
	return { entry: { ...entry, id }, raw: toRaw(raw, contract) };
}

/** @throws Unreadable when an answer tells of an error, or that it is no success */
export function requireNoComplaint(raw: JsonObject, { answer } = CONTRACT): void {
	if (answer.error.some((name) => isTold(valueAt(raw, name)))) {
		throw new Unreadable('but told of something that went wrong');
	}
	if (answer.success.some((name) => String(valueAt(raw, name)).toLowerCase() === 'false')) {
		throw new Unreadable('but said that it did not succeed');
	}
}

function differenceIn(
	raw: JsonObject,
	kind: EntryKind,
	{ amount, externalId }: Partial<Sent>,
	isSame: SameReference,
	contract: Contract,
): string | undefined {
	const names = contract[kind];
	const value = firstAt(raw, names.value, told);
	const currency = firstAt(raw, names.currency, told);
	const reference = firstAt(raw, names.externalId, told);
	if (
		amount &&
		value !== undefined &&
		!sameDecimal(value.trim().replace(/^[+-]/, ''), amount.value)
	) {
		return `its amount is ${quoted(value)} and ${amount.value} was sent`;
	}
	if (amount && currency !== undefined && currency.trim().toUpperCase() !== amount.currency) {
		return `its currency is ${quoted(currency)} and ${amount.currency} was sent`;
	}
	if (externalId !== undefined && reference !== undefined && !isSame(reference, externalId)) {
		return `its external ID is ${quoted(reference)} and ${quoted(externalId)} was sent`;
	}
	return undefined;
}

// Whatever is told in some form that cannot be compared is not what was sent.
function told(value: Json): string | undefined {
	if (!isTold(value)) return undefined;
	return amountText(value) ?? JSON.stringify(value);
}

const LONGEST = 100;

function quoted(text: string): string {
	return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
