import { amountText } from './answers';
import { isObject } from './json';
import type { Json, JsonObject } from './json';

/**
 * An account with its balances as decimal strings, and `availableBalance` under that name whichever
 * spelling came. Everything else is passed on as ZEN sent it.
 *
 * Evidence: documented; the manual's table spells the field `avaliableBalance`.
 */
export function toAccount(raw: JsonObject): JsonObject {
	const { avaliableBalance, ...account } = raw;
	return {
		...account,
		balance: amountText(raw.balance),
		availableBalance: amountText(raw.availableBalance ?? avaliableBalance),
	};
}

/**
 * A payment with its amounts as decimal strings. Everything else is passed on as ZEN sent it.
 *
 * Evidence: observed.
 */
export function toPayment(raw: JsonObject): JsonObject {
	const payment = { ...raw };
	if (isObject(raw.amount)) payment.amount = withTextValue(raw.amount);
	for (const side of ['senderFees', 'receiverFees']) {
		const fees = raw[side];
		if (Array.isArray(fees)) payment[side] = fees.map(withTextAmount);
	}
	return payment;
}

/**
 * A draft with its id as `draftId`, under whichever name it came, and its amounts as decimal strings.
 *
 * Evidence: assumed, modelled on payments.
 */
export function toDraft(raw: JsonObject): JsonObject {
	return { ...toPayment(raw), draftId: raw.draftId ?? raw.id ?? null };
}

/** The two sides of a payment: the account's own and the other one. Evidence: observed. */
export function sidesOf({
	direction,
	sender,
	receiver,
}: JsonObject): Record<'own' | 'other', Json> {
	const [own = null, other = null] =
		direction === 'INCOMING' ? [receiver, sender] : [sender, receiver];
	return { own, other };
}

/** An account number of a side, under whichever name it came; `undefined` where there is none. */
export function accountNumberOf(side: Json | undefined): Json | undefined {
	if (!isObject(side)) return undefined;
	return [side.accountNumber, side.iban].find(
		(number) => typeof number === 'number' || (typeof number === 'string' && number.trim() !== ''),
	);
}

function withTextAmount(fee: JsonObject[string]): JsonObject[string] {
	if (!isObject(fee) || !isObject(fee.amount)) return fee;
	return { ...fee, amount: withTextValue(fee.amount) };
}

function withTextValue(money: JsonObject): JsonObject {
	return { ...money, value: amountText(money.value) };
}
