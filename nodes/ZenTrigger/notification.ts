import { isObject, tryParseJson } from '../zen-client';
import type { JsonObject } from '../zen-client';

/**
 * What ZEN's notification says. Evidence: one flat object of these fields was observed; it is not
 * signed, and holds neither amount nor time. So it is a hint at a payment, and never the truth.
 */
export interface Notification {
	/** UUID in lower case. */
	paymentId: string;
	/** UUID in lower case. */
	accountId: string;
	status: string;
	/** As payments have it; the notification's own words are `IN` (observed) and `OUT` (assumed). */
	direction: string;
	externalId: string | null;
}

export type Reading = { ok: true; notification: Notification } | { ok: false; reason: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
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
 * @param inOurNames see `Corrected.notification`
 */
export function readNotification(
	body: Buffer,
	inOurNames = (sent: JsonObject): JsonObject => sent,
): Reading {
	const sent = parse(body);
	if (!sent) return no('body is not one JSON object');
	const object = inOurNames(sent);
	const paymentId = own(object, 'paymentId');
	const accountId = own(object, 'accountId');
	const status = own(object, 'transactionStatus');
	const direction = own(object, 'direction') ?? '';
	const externalId = own(object, 'externalId') ?? null;
	if (!isUuid(paymentId)) return no('paymentId is not a UUID');
	if (!isUuid(accountId)) return no('accountId is not a UUID');
	if (!isText(status, LONGEST_WORD) || status === '') return no('transactionStatus is not a word');
	if (!isText(direction, LONGEST_WORD)) return no('direction is not a word');
	if (externalId !== null && !isText(externalId, LONGEST_EXTERNAL_ID)) {
		return no('externalId is not a text');
	}
	return {
		ok: true,
		notification: {
			paymentId: paymentId.toLowerCase(),
			accountId: accountId.toLowerCase(),
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

function isUuid(value: unknown): value is string {
	return typeof value === 'string' && UUID.test(value);
}

function isText(value: unknown, longest: number): value is string {
	return typeof value === 'string' && value.length <= longest;
}

function no(reason: string): Reading {
	return { ok: false, reason };
}
