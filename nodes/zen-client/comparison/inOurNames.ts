import { readAbout, readAboutAccount } from '../about';
import { readJson, readPage, readWhole } from '../answers';
import { Unreadable } from '../caller';
import { readConfirmation } from '../confirmation';
import type { Contract, Names, PathName } from '../contract';
import type { Corrected } from '../corrections';
import { LISTS } from '../corrections/translate';
import { readEntry } from '../entries';
import type { EntryKind } from '../entries';
import type { JsonObject } from '../json';
import { isTold, valueAt } from '../names';
import { only } from '../only';
import type { Page } from '../pages';
import { toPrecalculation } from '../precalculation';
import type { HttpResponse } from '../transport';

/** An answer as the other operations read it. */
export interface Understood {
	/** Objects of a list, and what is said of its further pages. */
	page?: Page;
	/** Whether a correction had a part in it. */
	isCorrected: boolean;
	/** Why it cannot be read. */
	problem?: string;
}

/** @param id of what was asked for */
export function understood(
	call: PathName,
	sent: HttpResponse,
	id: string,
	{ contract, translate }: Corrected,
): Understood {
	const { lists } = contract;
	const same = (raw: JsonObject) => raw;
	const list = (names: readonly string[]) => (told: HttpResponse) =>
		readPage(told, names, same, contract);
	const readers: Partial<Record<PathName, (told: HttpResponse) => unknown>> = {
		accounts: (told) => readWhole(told, lists.accounts),
		account: (told) => readAboutAccount(told, id, contract),
		precalculation: (told) => {
			if (!toPrecalculation(readJson(told), contract).offers) throw new Unreadable();
		},
		purposeCodes: list(lists.purposeCodes),
		history: list(lists.payments),
		payment: (told) => readAbout(told, 'payment', id, contract),
		drafts: list(lists.drafts),
		draft: (told) => readAbout(told, 'draft', id, contract),
		confirmation: readConfirmation,
	};
	try {
		const told = translate?.(call, sent) ?? sent;
		const isCorrected = told !== sent && !isSame(told, sent);
		const read = readers[call]!(told);
		const page = Object.hasOwn(LISTS, call) ? (read as Page) : undefined;
		const problem = unreadableIn(call, page?.items ?? [read as JsonObject], contract);
		return { page, isCorrected, problem };
	} catch (error) {
		return { isCorrected: false, problem: `It answers ${only(Unreadable, error).how}` };
	}
}

const KIND_OF: Partial<Record<PathName, EntryKind>> = {
	...{ history: 'payment', payment: 'payment', drafts: 'draft', draft: 'draft' },
};

/** What has the right form, and no other operation could read: an amount in a currency that has no such places. */
function unreadableIn(call: PathName, items: JsonObject[], contract: Contract): string | undefined {
	const kind = KIND_OF[call];
	if (!kind) return undefined;
	const { value, currency } = contract[kind];
	const tells = (raw: JsonObject, names: Names) => names.some((name) => isTold(valueAt(raw, name)));
	const isUnread = (raw: JsonObject) =>
		tells(raw, value) && tells(raw, currency) && !readEntry(kind, raw, contract).amount;
	if (!items.some(isUnread)) return undefined;
	return 'It tells amounts that are none of their currency, or of a currency that is not known here';
}

function isSame(one: HttpResponse, other: HttpResponse): boolean {
	return JSON.stringify(readJson(one)) === JSON.stringify(readJson(other));
}
