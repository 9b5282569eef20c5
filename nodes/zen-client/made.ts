import { isValidIBAN } from 'ibantools';
import { amountText, readObject } from './answers';
import { isDoubtful, requireNoComplaint, requireNoRemark } from './complaint';
import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import type { Contract } from './contract';
import { readEntry } from './entries';
import type { EntryKind, Made } from './entries';
import type { Json, JsonObject } from './json';
import { sameDecimal } from './money';
import type { Money } from './money';
import { firstAt, isTold } from './names';
import { toDraft, toPayment } from './shapes';
import type { HttpResponse } from './transport';

// What programs write where there is none.
const NO_ID = /^(null|undefined|none|nan|n\/a|[\W_0]*)$/i;

/** What was sent, as far as ZEN's answer is compared with it. */
export interface Sent {
	accountId: string;
	amount: Money;
	/** As typed. */
	externalId: string;
	receiver: { accountNumber: string };
}

/** Whether the reference that ZEN tells is the one that was sent. */
export type SameReference = (told: string, sent: string) => boolean;

/**
 * Reads a yes to an order. Only that is a yes: an object with an id, without any `error`, and whose
 * account, amount, currency and external ID are those that were sent, where it tells them. Evidence: the
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
	if (id === undefined || NO_ID.test(id)) throw new Unreadable('without an ID');
	if (entry.status === undefined) requireNoRemark(raw);
	if (entry.state === 'other' && isDoubtful(entry.status)) {
		throw new Unreadable(`but with the status ${quoted(entry.status!)}`);
	}
	const difference = differenceIn(raw, kind, sent, isSame, contract);
	if (difference) throw new Unreadable(`but ${difference}`);
	const toRaw = kind === 'draft' ? toDraft : toPayment;
	return { entry: { ...entry, id }, raw: toRaw(raw, contract) };
}

function differenceIn(
	raw: JsonObject,
	kind: EntryKind,
	{ accountId, amount, externalId, receiver }: Partial<Sent>,
	isSame: SameReference,
	contract: Contract,
): string | undefined {
	const names = contract[kind];
	const value = firstAt(raw, names.value, told);
	const currency = firstAt(raw, names.currency, told);
	const reference = firstAt(raw, names.externalId, told);
	const account = firstAt(raw, contract.answer.accountId, told)?.trim();
	if (accountId && account !== undefined && account.toLowerCase() !== accountId.toLowerCase()) {
		return `its account is ${quoted(account)} and ${accountId} was to pay`;
	}
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
	const entry = readEntry(kind, raw, contract);
	if (kind === 'payment' && entry.direction === 'in') return 'it says that it came in';
	const way = firstAt(raw, names.direction, (value) => (isWord(value) ? undefined : told(value)));
	if (way !== undefined) return `its direction is ${quoted(way)}`;
	const [wanted, paid] = [receiver?.accountNumber, entry.receiverAccountNumber].map(asIban);
	if (wanted !== undefined && paid !== undefined && wanted !== paid) {
		return `its receiver's account number is ${quoted(paid)} and ${wanted} was sent`;
	}
	return undefined;
}

function isWord(value: Json): boolean {
	return typeof value === 'string';
}

/** Of other numbers it is not known in which form they come back. */
function asIban(number: string | undefined): string | undefined {
	const plain = number?.replace(/\s/g, '').toUpperCase();
	return plain !== undefined && isValidIBAN(plain) ? plain : undefined;
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
