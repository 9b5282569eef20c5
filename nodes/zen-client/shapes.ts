import { amountText } from './answers';
import { CONTRACT } from './contract';
import type { Names } from './contract';
import { directionOf } from './entries';
import { readId } from './ids';
import { isObject } from './json';
import type { Json, JsonObject } from './json';
import { sumDecimals } from './money';
import { asText, firstAt, valueAt, withValueAt } from './names';

/**
 * An account with its balances as decimal strings, `availableBalance` under that name whichever
 * spelling came, and its ID as ZEN is asked by it. Everything else is passed on as ZEN sent it.
 *
 * Evidence: documented; the manual's table spells the field `avaliableBalance`.
 */
export function toAccount(raw: JsonObject, { account: names, ids } = CONTRACT): JsonObject {
	const spellings = new Set(names.available);
	const account = Object.entries(raw).filter(([name]) => !spellings.has(name));
	const balance = (under: Names) =>
		firstAt(raw, under, (value) => amountText(value) ?? undefined) ?? null;
	const id = firstAt(raw, names.accountId, (value) => readId(ids.account, value));
	return {
		...Object.fromEntries(account),
		...(id !== undefined && { accountId: id }),
		balance: balance(names.balance),
		availableBalance: balance(names.available),
	};
}

/**
 * A payment with its amounts as decimal strings. Everything else is passed on as ZEN sent it.
 *
 * Evidence: observed.
 */
export function toPayment(raw: JsonObject, { payment, fees } = CONTRACT): JsonObject {
	let shaped = withTextAt({ ...raw }, payment.value);
	for (const name of fees.lists) {
		const list = valueAt(raw, name);
		if (!Array.isArray(list)) continue;
		const shapedFees = list.map((fee) => (isObject(fee) ? withTextAt(fee, fees.value) : fee));
		shaped = withValueAt(shaped, name, shapedFees);
	}
	return shaped;
}

/**
 * A draft with its id as `draftId`, under whichever name it came, and its amounts as decimal strings.
 *
 * Evidence: assumed, modelled on payments.
 */
export function toDraft(raw: JsonObject, contract = CONTRACT): JsonObject {
	const draftId = firstAt(raw, contract.draft.id, (value) => value) ?? null;
	return { ...toPayment(raw, { ...contract, payment: contract.draft }), draftId };
}

/** The two sides of a payment: the account's own and the other one. Evidence: observed. */
export function sidesOf(payment: JsonObject): Record<'own' | 'other', Json> {
	const at = (name: 'sender' | 'receiver') =>
		firstAt(payment, CONTRACT.payment[name], (value) => value) ?? null;
	return isIncoming(payment)
		? { own: at('receiver'), other: at('sender') }
		: { own: at('sender'), other: at('receiver') };
}

function isIncoming(payment: JsonObject): boolean {
	return directionOf(payment) === 'in';
}

/** How much a payment or draft is over; null is what ZEN does not tell. Evidence: observed. */
export function moneyIn(payment: JsonObject): Record<'amount' | 'currency', string | null> {
	const { value, currency } = CONTRACT.payment;
	return {
		amount: firstAt(payment, value, asText) ?? null,
		currency: firstAt(payment, currency, asText) ?? null,
	};
}

/**
 * What a payment costs its own side, all fees together, as a decimal string in the payment's currency;
 * null where ZEN tells no fees, or some in another currency. Evidence: observed.
 */
export function feesIn(payment: JsonObject): string | null {
	const { lists, value, currency } = CONTRACT.fees;
	const fees = payment[lists[isIncoming(payment) ? 1 : 0]!];
	if (!Array.isArray(fees)) return null;
	const own = moneyIn(payment).currency;
	const values = fees.map((fee) =>
		isObject(fee) && own !== null && firstAt(fee, currency, asText) === own
			? (firstAt(fee, value, asText) ?? '')
			: '',
	);
	return sumDecimals(values) ?? null;
}

// The names of both sides are the same.
const NUMBERS = CONTRACT.payment.receiverAccountNumber.map((name) => name.split('.').at(-1)!);

/** An account number of a side, under whichever name it came; `undefined` where there is none. */
export function accountNumberOf(side: Json | undefined): Json | undefined {
	if (!isObject(side)) return undefined;
	return firstAt(side, NUMBERS, (number) => (asText(number) === undefined ? undefined : number));
}

/** The numbers of an account of ours, as ZEN writes them. Evidence: documented; not every account tells any. */
export function numbersOf({ accountNumbers }: JsonObject): string[] {
	const numbers = Array.isArray(accountNumbers) ? accountNumbers.filter(isObject) : [];
	return numbers.flatMap(({ accountNumber }) =>
		typeof accountNumber === 'string' ? accountNumber : [],
	);
}

// Only where it is an amount's place: an object in it is read by another name.
function withTextAt(raw: JsonObject, names: Names): JsonObject {
	let shaped = raw;
	for (const name of names) {
		const value = valueAt(raw, name);
		if (typeof value === 'number') shaped = withValueAt(shaped, name, String(value));
	}
	return shaped;
}
