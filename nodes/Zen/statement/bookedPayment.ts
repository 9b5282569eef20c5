import type { DateTime } from 'luxon';
import {
	accountNumberOf,
	isObject,
	minorUnits,
	MoneyError,
	only,
	sidesOf,
	ZenError,
} from '../../zen-client';
import type { Json, JsonObject, Money } from '../../zen-client';
import { dateTimeOf } from '../../zen-n8n/dateTimeOf';
import { plainText } from './plainText';

/** A fee above zero. */
export interface Fee {
	name: string;
	amount: Money;
}

/** Who is on the other side of a payment; an empty text is what ZEN does not tell. */
export interface Counterparty {
	name: string;
	accountNumber: string;
	bic: string;
	country: string;
}

/** A payment that moved money, as far as a statement tells of it. Texts are plain, see `plainText`. */
export interface BookedPayment {
	id: string;
	/** UTC ISO 8601. */
	bookedAt: string;
	/** The UTC day of `bookedAt`, `yyyy-MM-dd`. */
	day: string;
	createdAt: string;
	incoming: boolean;
	/** Unsigned, `value` is the very text that ZEN sent. */
	amount: Money;
	/** The fees of the account's own side: the sender's of what went out, the receiver's of what came in. */
	fees: Fee[];
	counterparty: Counterparty;
	title: string;
	externalId: string;
	channel: string;
	transactionType: string;
}

/** Statuses of what moved no money. */
export const WITHOUT_MOVEMENT = ['IN_PROGRESS', 'REJECTED'];
// Thirteen digits before the point are as many as ISO 20022 has room for.
const UNSIGNED = /^\d{1,13}(\.\d+)?$/;

/**
 * The point in time at which a payment was booked; `undefined` when ZEN tells none.
 *
 * @throws ZenError when it tells one that cannot be read
 */
export function bookedAtOf({ id, bookedAt, status }: JsonObject): DateTime | undefined {
	if (bookedAt === undefined || bookedAt === null || bookedAt === '') return undefined;
	// Of "2026-09" or a week luxon makes its first day, which would be a day that ZEN does not tell.
	const time = typeof bookedAt === 'string' ? dateTimeOf(bookedAt, 'utc') : undefined;
	if (time?.isValid) return time;
	// What moved no money stands in no statement, whatever a program writes for no date.
	if (WITHOUT_MOVEMENT.includes(plainText(status))) return undefined;
	throw unusable(plainText(id), `its time, ${JSON.stringify(bookedAt)},`);
}

/**
 * Reads a settled and booked payment (evidence: observed).
 *
 * @throws ZenError when it lacks something without which a statement would be wrong
 */
export function toBookedPayment(payment: JsonObject, bookedAt: DateTime): BookedPayment {
	const id = plainText(payment.id);
	const { direction } = payment;
	if (!id) throw unusable('without an ID', 'its ID');
	if (direction !== 'INCOMING' && direction !== 'OUTGOING') {
		throw unusable(id, `its direction, ${JSON.stringify(direction ?? null)}`);
	}
	const incoming = direction === 'INCOMING';
	return {
		id,
		bookedAt: bookedAt.toISO({ suppressMilliseconds: true })!,
		day: bookedAt.toISODate()!,
		createdAt: plainText(payment.createdAt),
		incoming,
		amount: moneyOf(payment.amount, id, 'amount'),
		fees: feesOf(incoming ? payment.receiverFees : payment.senderFees, id),
		counterparty: counterpartyOf(sidesOf(payment).other),
		title: plainText(payment.title),
		externalId: plainText(payment.externalId),
		channel: plainText(payment.channel),
		transactionType: plainText(payment.transactionType),
	};
}

function feesOf(fees: Json | undefined, id: string): Fee[] {
	if (fees === undefined || fees === null) return [];
	if (!Array.isArray(fees)) throw unusable(id, 'its fees');
	return fees
		.map((fee) => ({
			name: isObject(fee) ? plainText(fee.name) || plainText(fee.type) || 'Fee' : 'Fee',
			amount: moneyOf(isObject(fee) ? fee.amount : null, id, 'fees'),
		}))
		.filter(({ amount }) => /[1-9]/.test(amount.value));
}

function counterpartyOf(party: Json | undefined): Counterparty {
	const { name, bic, country } = isObject(party) ? party : {};
	return {
		name: plainText(name),
		accountNumber: plainText(accountNumberOf(party)),
		bic: plainText(bic),
		country: plainText(country),
	};
}

function moneyOf(money: Json | undefined, id: string, what: string): Money {
	const { value, currency } = isObject(money) ? money : {};
	if (typeof value !== 'string' || typeof currency !== 'string' || !UNSIGNED.test(value)) {
		throw unusable(id, `its ${what}, ${JSON.stringify(money ?? null)}`);
	}
	try {
		minorUnits({ value, currency });
	} catch (error) {
		throw unusable(id, `its ${what}, which ${only(MoneyError, error).message}`);
	}
	return { value, currency };
}

function unusable(id: string, what: string): ZenError {
	return new ZenError(`Payment ${id} is booked, but ${what} cannot be read`, {
		outcome: 'unknown',
		remedy:
			'A statement without this payment would be wrong, so none was made. Look at it with Payment: Get.',
	});
}
