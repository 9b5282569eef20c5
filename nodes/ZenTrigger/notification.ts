import { correctedBy, isObject, tryParseJson } from '../zen-client';
import type { JsonObject } from '../zen-client';

/**
 * What ZEN's notification says. Evidence: one flat object of these fields was observed; it is not
 * signed, and holds neither amount nor time. So it is a hint at a payment, and never the truth.
 */
export interface Notification {
	/** As ZEN is asked by it. */
	paymentId: string;
	/** As ZEN is asked by it. */
	accountId: string;
	status: string;
	/** As payments have it; the notification's own words are `IN` (observed) and `OUT` (assumed). */
	direction: string;
	externalId: string | null;
}

export type Reading = { ok: true; notification: Notification } | { ok: false; reason: string };

const LONGEST_WORD = 64;
const LONGEST_EXTERNAL_ID = 512;
// ZEN may come to send more than is known, but hardly that many objects within each other.
const MOST_BRACKETS = 64;
const DIRECTIONS = new Map([
	['IN', 'INCOMING'],
	['OUT', 'OUTGOING'],
]);

/**
 * Reads a notification out of the body as it came, byte for byte. Fields that are not known are
 * passed over; a known one of the wrong type, or said twice, makes the whole unreadable.
 *
 * @param contract in whose names and words it came
 */
export function readNotification(body: Buffer, contract = correctedBy()): Reading {
	const sent = parse(body);
	if (!sent) return no('body is not one JSON object');
	const { ids } = contract;
	const object = contract.notification(sent);
	const paymentId = ids.read('payment', own(object, 'paymentId'));
	const accountId = ids.read('account', own(object, 'accountId'));
	const status = own(object, 'transactionStatus');
	const direction = own(object, 'direction') ?? '';
	const externalId = own(object, 'externalId') ?? null;
	if (paymentId === undefined) return no('paymentId is no ID');
	if (accountId === undefined) return no('accountId is no ID');
	if (!isText(status, LONGEST_WORD) || status === '') return no('transactionStatus is not a word');
	if (!isText(direction, LONGEST_WORD)) return no('direction is not a word');
	if (externalId !== null && !isText(externalId, LONGEST_EXTERNAL_ID)) {
		return no('externalId is not a text');
	}
	return {
		ok: true,
		notification: {
			paymentId,
			accountId,
			status,
			direction: DIRECTIONS.get(direction) ?? direction,
			externalId,
		},
	};
}

function parse(body: Buffer): JsonObject | undefined {
	const text = decode(body);
	if (text === undefined || (text.match(/[[{]/g)?.length ?? 0) > MOST_BRACKETS) return undefined;
	const value = tryParseJson(text);
	return isObject(value) ? value : undefined;
}

function decode(body: Buffer): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(body);
	} catch {
		return undefined;
	}
}

// A field that is inherited was not sent.
function own(object: JsonObject, name: string): unknown {
	return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isText(value: unknown, longest: number): value is string {
	return typeof value === 'string' && value.length <= longest;
}

function no(reason: string): Reading {
	return { ok: false, reason };
}
