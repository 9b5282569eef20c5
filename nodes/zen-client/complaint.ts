import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import type { Json, JsonObject } from './json';
import { valueAt } from './names';

/**
 * A yes tells of no error, in whatever form. Evidence: that errors come as `error` is documented, for
 * answers that are none of 2xx; everything else is assumed, so each form of a no counts.
 *
 * @throws Unreadable when an answer tells of an error, or that it is no success
 */
export function requireNoComplaint(raw: JsonObject, { answer } = CONTRACT): void {
	if (answer.error.some((name) => isThere(valueAt(raw, name)))) {
		throw new Unreadable('but told of something that went wrong');
	}
	if (answer.success.some((name) => isNo(valueAt(raw, name)))) {
		throw new Unreadable('but said that it did not succeed');
	}
	if (answer.httpStatus.some((name) => Number(valueAt(raw, name) ?? 0) >= 400)) {
		throw new Unreadable('but told of another status within');
	}
}

/** Present but empty is not absent; an empty list of errors is none. */
function isThere(value: Json | undefined): boolean {
	if (value === undefined || value === null || value === '') return false;
	return !(Array.isArray(value) && value.length === 0);
}

function isNo(value: Json | undefined): boolean {
	return value !== undefined && ['false', 'no', '0'].includes(String(value).trim().toLowerCase());
}

// In any language of programs: a payment with such a status has come to nothing, or may have.
const NO =
	/fail|reject|declin|refus|den(y|ied)|cancel|abort|error|return|revers|recall|expir|void|invalid/i;

/** Whether a status that is not known here reads as if nothing came of it. */
export function saysNo(status: string | undefined): boolean {
	return status !== undefined && NO.test(status);
}
