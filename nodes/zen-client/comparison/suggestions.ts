import cloneDeep from 'lodash/cloneDeep';
import isEqual from 'lodash/isEqual';
import set from 'lodash/set';
import { correctedBy } from '../corrections';
import { InputError } from '../errors';
import type { JsonObject } from '../json';
import { only } from '../only';
import type { Suggestion } from './readAnswer';
import { nameShown } from './shown';

/**
 * Corrections with further ones laid over them. One that would be refused is left out, and so is what two
 * calls suggest differently for the same place.
 *
 * @param text corrections that are in use, as typed
 * @param beside those of all calls
 * @returns all of them, and those that were added
 */
export function withSuggestions(
	text: string,
	suggestions: Suggestion[],
	beside = suggestions,
): { all: JsonObject; added: JsonObject } {
	const isContradicted = ([place, name]: Suggestion) =>
		beside.some((other) => isEqual(other[0], place) && other[1] !== name);
	let all = JSON.parse(text.trim() || '{}') as JsonObject;
	let added: JsonObject = {};
	for (const [place, name] of suggestions) {
		// What could be a value, such as an account number that stands as a name, is not put out.
		if (nameShown(name) !== name || isContradicted([place, name])) continue;
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
