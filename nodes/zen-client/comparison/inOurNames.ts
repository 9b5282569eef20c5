import { readAbout } from '../about';
import { readJson, readObject, readPage, readWhole } from '../answers';
import { Unreadable } from '../caller';
import { readConfirmation } from '../confirmation';
import type { PathName } from '../contract';
import type { Corrected } from '../corrections';
import { LISTS } from '../corrections/translate';
import type { JsonObject } from '../json';
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
		account: readObject,
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
		return { page: Object.hasOwn(LISTS, call) ? (read as Page) : undefined, isCorrected };
	} catch (error) {
		return { isCorrected: false, problem: `It answers ${only(Unreadable, error).how}` };
	}
}

function isSame(one: HttpResponse, other: HttpResponse): boolean {
	return JSON.stringify(readJson(one)) === JSON.stringify(readJson(other));
}
