import type { INodeProperties } from 'n8n-workflow';
import {
	accountNumberOf,
	InputError,
	isLess,
	isObject,
	MoneyError,
	only,
	parseAmount,
	readEntry,
	sidesOf,
	ZenError,
} from '../../zen-client';
import type { JsonObject } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { readDecimal } from '../../zen-n8n/readDecimal';
import { periodFilters } from './period';

/** Which payments are wanted, beyond what ZEN can be asked for. What is absent excludes nothing. */
export interface PaymentFilter {
	direction?: 'in' | 'out';
	/** Decimal strings, compared with the amount in the payment's own currency. Both are included. */
	least?: string;
	most?: string;
	/** In lower case, without white space around it. */
	text?: string;
}

const DIRECTIONS = ['any', 'INCOMING', 'OUTGOING'] as const;
/** The most payments to look through where only some are wanted. */
const MOST_LOOKED_AT = 10_000;

/** The filters for payments of an account. Read them with `readPeriod` and {@link readPaymentFilter}. */
export const paymentFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		...periodFilters,
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{ name: 'Any', value: 'any' },
				{ name: 'Incoming', value: 'INCOMING' },
				{ name: 'Outgoing', value: 'OUTGOING' },
			],
			default: 'any',
			description:
				'Only money that comes in, or only money that goes out. A payment whose direction ZEN does not tell comes out in any case.',
		},
		{
			displayName: 'Maximum Amount',
			name: 'maximumAmount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 500.00',
			description:
				"Only payments of at most this amount, whatever the payment's currency. Fees do not count.",
		},
		{
			displayName: 'Minimum Amount',
			name: 'minimumAmount',
			type: 'string',
			default: '',
			placeholder: 'e.g. 100.00',
			description:
				"Only payments of at least this amount, whatever the payment's currency. Fees do not count.",
		},
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			default: '',
			placeholder: 'e.g. INV-2026-0042',
			description:
				"Only payments that have this in the counterparty's name or account number, the title or the External ID. Capital letters do not count, nor do spaces in an account number.",
		},
	],
};

/** @throws InputError for a filter that was added and says nothing, as it would widen the list */
export function readPaymentFilter(input: ItemInput): PaymentFilter {
	const direction = input.ifAdded('filters.direction', (name) => input.choice(name, DIRECTIONS));
	const least = input.ifAdded('filters.minimumAmount', (name) => readDecimal(input, name));
	const most = input.ifAdded('filters.maximumAmount', (name) => readDecimal(input, name));
	const text = input.ifAdded('filters.text', (name) => input.requiredText(name));
	if (least && most && isLess(most, least)) {
		throw input.error('filters.minimumAmount', `is ${least}, more than Maximum Amount, ${most}.`);
	}
	return {
		...(direction === 'INCOMING' && { direction: 'in' }),
		...(direction === 'OUTGOING' && { direction: 'out' }),
		...(least && { least }),
		...(most && { most }),
		...(text && { text: plain(text) }),
	};
}

/** Whether every payment is wanted. */
export function isOpen(filter: PaymentFilter): boolean {
	return Object.keys(filter).length === 0;
}

/**
 * Those of a list that are wanted, no more than enough.
 *
 * @param payments as ZEN lists them
 * @param subject names the list in messages
 * @returns whether these are known to be all of them, as `payments` returns it
 * @throws ZenError where enough are not found among so many payments that the rest was not read; for
 * all of them, however many, the whole list is read
 */
export async function* wantedOf(
	payments: AsyncGenerator<JsonObject, boolean>,
	filter: PaymentFilter,
	{ enough, subject }: { enough: number; subject: string },
): AsyncGenerator<JsonObject, boolean> {
	const mostLookedAt = enough === Infinity ? Infinity : MOST_LOOKED_AT;
	let found = 0;
	for (let lookedAt = 0; found < enough; lookedAt++) {
		const { done, value } = await payments.next();
		if (done) return value;
		if (lookedAt >= mostLookedAt) throw notEnough(subject, found, enough);
		if (!isWanted(value, filter)) continue;
		found += 1;
		yield value;
	}
	return false;
}

/** What a person should know of payments that came out though it cannot be told whether they are wanted. */
export function untoldNotices(filters: PaymentFilter[], payments: JsonObject[]): string[] {
	const has = (name: keyof PaymentFilter) => filters.some((filter) => filter[name] !== undefined);
	const untold = (what: 'direction' | 'amount') =>
		payments.filter((payment) => readEntry('payment', payment)[what] === undefined).length;
	const direction = has('direction') ? untold('direction') : 0;
	const amount = has('least') || has('most') ? untold('amount') : 0;
	return [
		direction > 0 &&
			`${direction} of the payments came out whatever Direction says, since ZEN tells no direction of theirs that is known. Look at them one by one.`,
		amount > 0 &&
			`${amount} of the payments came out whatever their amount, since ZEN tells none that can be read. Look at them one by one.`,
	].filter((notice) => notice !== false);
}

/** What cannot be read of a payment is no reason to leave it out; a text has to be there. */
function isWanted(payment: JsonObject, { direction, least, most, text }: PaymentFilter): boolean {
	const { direction: way, amount, title, externalId } = readEntry('payment', payment);
	if (direction && way && way !== direction) return false;
	const limit = (label: string, value: string) => inCurrency(label, value, amount!.currency);
	if (amount && least && isLess(amount.value, limit('Minimum Amount', least))) return false;
	if (amount && most && isLess(limit('Maximum Amount', most), amount.value)) return false;
	if (text === undefined) return true;
	const { own, other } = sidesOf(payment);
	// Which of them is the counterparty follows from the direction.
	const sides = way ? [other] : [own, other];
	const numbers = sides.map((side) => plain(accountNumberOf(side)));
	const names = sides.map((side) => isObject(side) && side.name);
	return (
		[...names, title, externalId, ...numbers].some((one) => plain(one).includes(text)) ||
		numbers.some((number) => withoutSpaces(number).includes(withoutSpaces(text)))
	);
}

/** @throws InputError for a point that may divide thousands in that currency */
function inCurrency(label: string, value: string, currency: string): string {
	if (!/\.\d{3}$/.test(value)) return value;
	const refusal = (problem: string) => new InputError(label, problem);
	try {
		return parseAmount(value, currency).value;
	} catch (error) {
		throw refusal(only(MoneyError, error).message);
	}
}

function plain(text: unknown): string {
	return typeof text === 'string' ? text.normalize('NFC').toLowerCase() : '';
}

function withoutSpaces(text: string): string {
	return text.replace(/\s/g, '');
}

function notEnough(subject: string, found: number, enough: number): ZenError {
	const these = found > 0 ? ` For these ${found} alone, set Limit to ${found}.` : '';
	return new ZenError(
		`Of the newest ${MOST_LOOKED_AT} among ${subject}, ${found} pass the filters and ${enough} are wanted. Older ones were not read`,
		{
			outcome: 'unknown',
			remedy: `Ask for a shorter period with Booked From and Booked To, or switch Return All on, which reads them all.${these}`,
		},
	);
}
