import { InputError, minorUnits } from '../zen-client';
import type { Money, PaymentOrder, Receiver } from '../zen-client';

/** Whom the owner of a credential lets be paid. */
export interface AllowedReceiver {
	/** Of two letters, which the IBAN tells: only one that has IBANs. Or one account. */
	country?: string;
	/** A plain IBAN, or a local number as it is typed. */
	accountNumber?: string;
	/** For a local number, which only together with its bank means one account. */
	bic?: string;
}

/** What the owner of a credential has set for all that is sent with it. */
export interface PaymentRules {
	/** Empty for anybody. */
	receivers: AllowedReceiver[];
	/** The most that one payment may be, by currency; empty for no limit. */
	perPayment: Map<string, Money>;
	/** The most that may be paid on one UTC day, by currency; empty for no limit. */
	perDay: Map<string, Money>;
}

export const NO_RULES: PaymentRules = { receivers: [], perPayment: new Map(), perDay: new Map() };

/** @returns what the rules have against a payment or draft */
export function againstRules(
	{ receivers, perPayment }: PaymentRules,
	{ amount, receiver }: PaymentOrder,
): Error | undefined {
	if (receivers.length > 0 && !receivers.some((one) => isAllowed(one, receiver))) {
		return refused(
			'Allowed Receivers',
			`do not hold ${receiver.accountNumber}${receiver.bic ? ` at ${receiver.bic}` : ''}`,
		);
	}
	if (perPayment.size === 0) return undefined;
	const limit = perPayment.get(amount.currency);
	if (!limit) return refused('Limit per Payment', `names no limit for ${amount.currency}`);
	if (minorUnits(amount) <= minorUnits(limit)) return undefined;
	return refused(
		'Limit per Payment',
		`is ${limit.value} ${limit.currency}, and this one is ${amount.value} ${amount.currency}`,
	);
}

/** A ledger that counts what is claimed has no room left on the day for a payment of that amount. */
export function overDay(limit: Money, { value, currency }: Money): InputError {
	return refused(
		'Limit per Day',
		`leaves ${limit.value} ${limit.currency} today (UTC) to all that is paid through this ledger, and with what was paid this one of ${value} ${currency} would go beyond it`,
	);
}

function isAllowed({ country, accountNumber, bic }: AllowedReceiver, receiver: Receiver): boolean {
	// What begins so is an IBAN of that country: else it was refused when it was read.
	if (country !== undefined)
		return /^[A-Z]{2}\d{2}/.exec(receiver.accountNumber)?.[0].slice(0, 2) === country;
	const isBank = bic === undefined || headOffice(bic) === headOffice(receiver.bic ?? '');
	return isBank && receiver.accountNumber === accountNumber;
}

function headOffice(bic: string): string {
	return bic.replace(/XXX$/, '');
}

/** What a rule of the credential has against a payment. */
export function refused(field: string, why: string): InputError {
	return new InputError(
		field,
		`of the ZEN API credential ${why}, so it is not sent. Whoever owns the credential can change that.`,
	);
}
