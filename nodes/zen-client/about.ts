import { readObject } from './answers';
import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import { readEntry, readPayingAccount } from './entries';
import type { EntryKind } from './entries';
import type { JsonObject } from './json';
import type { HttpResponse } from './transport';

/**
 * One payment or draft that was asked for by its id. What is told of another one says nothing about it.
 *
 * @throws Unreadable for an answer under another id
 */
export function readAbout(
	response: HttpResponse,
	kind: EntryKind,
	id: string,
	contract = CONTRACT,
): JsonObject {
	const raw = readObject(response);
	requireSame(kind, readEntry(kind, raw, contract).id, id);
	return raw;
}

/** As {@link readAbout}, for an account. */
export function readAboutAccount(
	response: HttpResponse,
	id: string,
	contract = CONTRACT,
): JsonObject {
	const raw = readObject(response);
	requireSame('account', readPayingAccount(raw, contract)?.accountId, id);
	return raw;
}

// In no form of an ID does its case matter.
function requireSame(what: string, told: string | undefined, asked: string): void {
	if (told === undefined || told.trim().toLowerCase() === asked.trim().toLowerCase()) return;
	throw new Unreadable(`about another ${what}`);
}
