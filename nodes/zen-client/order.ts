import type { JsonObject } from './json';
import type { Money } from './money';

/** Who is paid, in our own names. Texts are never empty: what was not given is absent. */
export interface Receiver {
	name: string;
	/** `COMPANY` or `INDIVIDUAL`; both are assumed. */
	type?: string;
	/** ISO 3166, two letters. */
	country?: string;
	/** A plain IBAN, or a local number as it was typed. */
	accountNumber: string;
	bic?: string;
	address?: { line1?: string; city?: string; postcode?: string };
}

/** What is to be paid, or saved as a draft, in our own names. Checked, and sent as it stands here. */
export interface PaymentOrder {
	accountId: string;
	/** The client's own reference, as typed. */
	externalId: string;
	amount: Money;
	title: string;
	receiver: Receiver;
	channel?: string;
	chargeType?: string;
	purposeCode?: string;
	/** What else ZEN is to be told, under ZEN's names. It only adds to the rest. */
	extra?: JsonObject;
}

/**
 * An order as the body of a request to ZEN. Evidence: assumed, with names reused from what is
 * documented or observed elsewhere in the API.
 */
export function bodyOf({ amount, receiver, extra, ...order }: PaymentOrder): JsonObject {
	const { accountId, externalId, title, ...terms } = order;
	const { address, ...party } = receiver;
	return {
		accountId,
		externalId,
		title,
		amount: { ...amount },
		receiver: { ...party, ...(address && { address: { ...address } }) },
		...terms,
		...extra,
	};
}
