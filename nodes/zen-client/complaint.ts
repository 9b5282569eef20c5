import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import type { Json, JsonObject } from './json';
import { valueAt } from './names';

// In any spelling of programs: where they write what went wrong, and whether it went well.
const COMPLAINT = /err(or|code|msg)|^err$|fault|fail|problem|violation|reject|refus|declin/i;
const SUCCESS = /succe(ss|ed)|^(is_?)?(ok|valid|accepted)$|^result$/i;
const REMARK = /^(code|message|detail|description|reason|info|warning|note)s?$/i;

/**
 * A yes tells of no error, in whatever form. Evidence: that errors come as `error` is documented, for
 * answers that are none of 2xx; everything else is assumed, so each form of a no counts.
 *
 * @throws Unreadable when an answer tells of an error, or that it is no success
 */
export function requireNoComplaint(raw: JsonObject, { answer } = CONTRACT): void {
	const names = Object.keys(raw);
	const isComplaint = (name: string) =>
		COMPLAINT.test(name) && raw[name] !== false && isThere(raw[name]);
	if (answer.error.some((name) => isThere(valueAt(raw, name))) || names.some(isComplaint)) {
		throw new Unreadable('but told of something that went wrong');
	}
	if (names.some((name) => SUCCESS.test(name) && isNo(raw[name]))) {
		throw new Unreadable('but said that it did not succeed');
	}
	if (answer.httpStatus.some((name) => Number(valueAt(raw, name) ?? 0) >= 400)) {
		throw new Unreadable('but told of another status within');
	}
}

/**
 * An answer that does not tell how far a payment is, but remarks on something, is no clear yes.
 *
 * @throws Unreadable when it does so
 */
export function requireNoRemark(raw: JsonObject): void {
	if (Object.keys(raw).some((name) => REMARK.test(name) && isThere(raw[name]))) {
		throw new Unreadable('with a remark and without a status');
	}
}

/** Whether something under that name would tell of an error, or that it is no success. */
export function couldComplain(name: string): boolean {
	return COMPLAINT.test(name) || SUCCESS.test(name);
}

/** Present but empty is not absent; an empty list of errors is none. */
function isThere(value: Json | undefined): boolean {
	if (value === undefined || value === null || value === '') return false;
	return !(Array.isArray(value) && value.length === 0);
}

function isNo(value: Json | undefined): boolean {
	if (value === undefined || value === null) return false;
	const text = String(value).trim();
	return /^(false|no|n|0)$/i.test(text) || NO.test(text);
}

const NO =
	/fail|reject|declin|refus|den(y|ied)|cancel|abort|error|return|revers|recall|expir|void|invalid/i;

// What a status is made of, in any spelling of programs, that says a payment is under way or done.
const YES = new Set(
	`in on is to be for progress pending process processing processed accept accepted settled settling
	settlement booked booking complete completed executed executing execution created new open
	initiated initiating initial waiting awaiting sent sending submitted received registered
	authorised authorized authorisation authorization approved approval scheduled queued draft prepared saved ready
	confirmed confirmation signed signing signature paid payment transfer transferred done success
	successful succeeded ok active verified verification validated validation review`.split(/\s+/),
);

/**
 * Whether a status that is not known here leaves it open that nothing came of a payment: only what is
 * made of words of a payment that is under way or done does not.
 */
export function isDoubtful(status: string | undefined): boolean {
	if (status === undefined) return false;
	const words = status.match(/[A-Z]?[a-z]+|[A-Z]+|[^A-Za-z\s_-]+/g) ?? [];
	return words.length === 0 || !words.every((word) => YES.has(word.toLowerCase()));
}
