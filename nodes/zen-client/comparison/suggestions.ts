import cloneDeep from 'lodash/cloneDeep';
import set from 'lodash/set';
import { correctedBy } from '../corrections';
import { InputError } from '../errors';
import type { JsonObject } from '../json';
import { only } from '../only';
import type { Suggestion } from './readAnswer';
import { nameShown } from './shown';

/**
 * Corrections with further ones laid over them. One that would be refused is left out.
 *
 * @param text corrections that are in use, as typed
 * @returns all of them, and those that were added
 */
export function withSuggestions(
	text: string,
	suggestions: Suggestion[],
): { all: JsonObject; added: JsonObject } {
	let all = JSON.parse(text.trim() || '{}') as JsonObject;
	let added: JsonObject = {};
	for (const [place, name] of suggestions) {
		// What could be a value, such as an account number that stands as a name, is not put out.
		if (nameShown(name) !== name) continue;
		const more = set(cloneDeep(all), place, name);
		if (!isTaken(more)) continue;
		all = more;
		added = set(cloneDeep(added), place, name);
	}
	return { all, added };
}

function isTaken(corrections: JsonObject): boolean {
	try {
		correctedBy(JSON.stringify(corrections));
		return true;
	} catch (error) {
		only(InputError, error);
		return false;
	}
}
