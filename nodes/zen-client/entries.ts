import { CONTRACT } from './contract';
import type { Contract } from './contract';
import { MoneyError } from './currencies';
import { readId } from './ids';
import type { Json, JsonObject } from './json';
import { minorUnits } from './money';
import type { Money } from './money';
import { asString, asText, firstAt, isTold } from './names';
import { only } from './only';

/** What was made at ZEN: a payment, or a draft of one. */
export type EntryKind = 'payment' | 'draft';

/** How far it is. A status that is not known here is `other`, never one of the rest. */
export type EntryState = 'inProgress' | 'settled' | 'rejected' | 'other';

/**
 * One payment or draft as ZEN lists it, in our own names. What ZEN does not tell, or not in a form
 * that can be read, is absent: an absent field proves nothing.
 */
export interface Entry {
	kind: EntryKind;
	id?: string;
	direction?: 'in' | 'out';
	state: EntryState;
	/** ZEN's own word for it. */
	status?: string;
	externalId?: string;
	/** Without a sign. */
	amount?: Money;
	title?: string;
	/** As ZEN wrote it, perhaps masked. */
	receiverAccountNumber?: string;
	receiverBic?: string;
	senderAccountNumber?: string;
	/** When it was made, by ZEN's clock, in ms since the epoch. */
	createdAt?: number;
	/** As ZEN told it; absent where only what stands above was kept. */
	raw?: JsonObject;
}

/** One page of an account's payments or drafts. */
export interface EntryPage {
	entries: Entry[];
	/** The cursor to the next page. */
	next?: string;
	/** Whether ZEN says that more follow; absent when it says nothing. */
	more?: boolean;
	/** Whether ZEN says that the list is sorted by `createdAt`, the newest first. */
	isNewestFirst?: boolean;
}

/** What ZEN answered to an order that it took. */
export interface Made {
	entry: Entry & { id: string };
	raw: JsonObject;
}

/** An account to pay from, in our own names. */
export interface PayingAccount {
	accountId: string;
	/** ISO 4217 */
	currency?: string;
	/** Decimal string. */
	available?: string;
}

/**
 * Reads a payment or draft. It takes over what can be read with certainty and leaves out all else:
 * an amount that is no amount of its currency, a time without day, time or zone, a status that is
 * written in another way.
 *
 * @param raw as ZEN sent it; only what it holds itself counts, nothing that it inherits
 * @param contract ZEN's words; their evidence stands there
 */
export function readEntry(kind: EntryKind, raw: JsonObject, contract = CONTRACT): Entry {
	const names = contract[kind];
	const text = (name: keyof typeof names) => firstAt(raw, names[name], asText);
	const id = firstAt(raw, names.id, (value) => asId(value, contract.ids[kind]));
	const status = firstAt(raw, names.status, wordIn);
	return withoutAbsent({
		kind,
		id,
		direction: directionOf(raw, kind, contract),
		state:
			keyOf(
				contract.statuses,
				status
					?.trim()
					.toUpperCase()
					.replace(/[\s-]+/g, '_'),
			) ?? 'other',
		status,
		externalId: text('externalId'),
		amount: amountOf(raw, names),
		title: text('title'),
		receiverAccountNumber: text('receiverAccountNumber'),
		receiverBic: text('receiverBic'),
		senderAccountNumber: text('senderAccountNumber'),
		createdAt: timeOf(firstAt(raw, names.createdAt, asString)),
	});
}

/** Which way the money goes; `undefined` where ZEN tells it in no word that is known. Evidence: observed. */
export function directionOf(
	raw: JsonObject,
	kind: EntryKind = 'payment',
	contract = CONTRACT,
): Entry['direction'] {
	const word = firstAt(raw, contract[kind].direction, wordIn);
	return keyOf(contract.directions, word?.trim().toUpperCase());
}

/** Reads an account to pay from; `undefined` when it has no id. */
export function readPayingAccount(
	raw: JsonObject,
	{ account: names, ids } = CONTRACT,
): PayingAccount | undefined {
	const accountId = firstAt(raw, names.accountId, (value) => {
		const told = asId(value, ids.account)?.trim();
		return readId(ids.account, told) ?? told?.toLowerCase();
	});
	if (accountId === undefined) return undefined;
	const currency = firstAt(raw, names.currency, asString)?.trim().toUpperCase();
	const available = firstAt(raw, names.available, asText)?.trim();
	return withoutAbsent({
		accountId,
		currency: currency && CURRENCY.test(currency) ? currency : undefined,
		available: available && /^-?\d+(\.\d+)?$/.test(available) ? available : undefined,
	});
}

/** As ZEN told it; a number where IDs are numbers. */
function asId(value: Json, form: string): string | undefined {
	return typeof value === 'number' ? readId(form, value) : asString(value);
}

/** What stands there, in whatever form it is told: one that is no word is none that is known, and not absent. */
function wordIn(value: Json): string | undefined {
	if (!isTold(value)) return undefined;
	return typeof value === 'string' ? value : JSON.stringify(value);
}

const CURRENCY = /^[A-Z]{3}$/;

function amountOf(raw: JsonObject, names: Contract[EntryKind]): Money | undefined {
	const value = firstAt(raw, names.value, asText)?.trim().replace(/^[+-]/, '');
	const currency = firstAt(raw, names.currency, asString)?.trim().toUpperCase();
	if (value === undefined || currency === undefined) return undefined;
	try {
		minorUnits({ value, currency });
		return value.startsWith('-') ? undefined : { value, currency };
	} catch (error) {
		only(MoneyError, error);
		return undefined;
	}
}

const FULL_TIME =
	/^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3])(:[0-5]\d){2}(\.\d+)?(Z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;

function timeOf(text = ''): number | undefined {
	const day = FULL_TIME.exec(text.trim())?.[1];
	if (day === undefined) return undefined;
	// JavaScript takes 30 February for 2 March.
	const midnight = new Date(`${day}T00:00:00Z`);
	const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
	return isDay ? Date.parse(text.trim()) : undefined;
}

function keyOf<K extends string>(
	words: Record<K, readonly string[]>,
	word: string | undefined,
): K | undefined {
	const keys = Object.keys(words) as K[];
	return keys.find((key) => word !== undefined && words[key].includes(word));
}

function withoutAbsent<T extends object>(fields: T): T {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
