import { readObject } from './answers';
import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import { readEntry } from './entries';
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
	const told = readEntry(kind, raw, contract).id;
	// In no form of an ID does its case matter.
	if (told !== undefined && told.trim().toLowerCase() !== id.trim().toLowerCase()) {
		throw new Unreadable(`about another ${kind}`);
	}
	return raw;
}
