import { createHash } from 'crypto';
import { fromMinorUnits, minorUnits } from '../../zen-client';
import type { Money } from '../../zen-client';
import type { BookedPayment, Fee } from './bookedPayment';

/**
 * How fees stand in a statement. `shown`: with their payment, and in no sum of entries, since ZEN
 * does not tell how they are booked. `entries`: as entries of their own that reduce the balance, the
 * user's word for it that ZEN takes them in addition to the amount.
 */
export type FeeMode = 'shown' | 'entries';

/** A line of the statement. */
export interface Entry {
	kind: 'payment' | 'fee';
	/** The payment's ID without hyphens; of a fee, with `F` and its number behind. At most 35 characters. */
	reference: string;
	/** The payment itself, or the one that the fee belongs to. */
	payment: BookedPayment;
	credit: boolean;
	amount: Money;
	/** Fees that are shown with the payment. */
	fees: Fee[];
	/** A fee's name; of a payment, its title. */
	title: string;
}

/** Totals of one currency, decimal strings. Fees are in neither `in` nor `out`. */
export interface Sums {
	currency: string;
	in: string;
	out: string;
	fees: string;
}

/** One entry for each payment, and with `entries` one for each fee right behind it. */
export function entriesOf(payments: BookedPayment[], feeMode: FeeMode): Entry[] {
	return payments.flatMap((payment): Entry[] => {
		const reference = referenceOf(payment);
		const { amount, incoming, title, fees } = payment;
		const own = feeMode === 'shown' ? fees : [];
		const separate = feeMode === 'entries' ? fees : [];
		return [
			{ kind: 'payment', reference, payment, credit: incoming, amount, fees: own, title },
			...separate.map(
				(fee, index): Entry => ({
					kind: 'fee',
					reference: `${reference}F${index + 1}`,
					payment,
					credit: false,
					amount: fee.amount,
					fees: [],
					title: fee.name,
				}),
			),
		];
	});
}

/** A payment's ID with room for a fee's number, in the 35 characters that ISO 20022 has for it. */
export function referenceOf({ id }: BookedPayment): string {
	const compact = id.replaceAll('-', '');
	if (compact.length <= 32) return compact;
	return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** Totals by currency: the account's own first, the others in alphabetical order. */
export function sumsOf(payments: BookedPayment[], ownCurrency: string): Sums[] {
	const fees = payments.flatMap((payment) => payment.fees.map(({ amount }) => amount));
	const amounts = (incoming: boolean) =>
		payments.filter((payment) => payment.incoming === incoming).map(({ amount }) => amount);
	const found = [...fees, ...amounts(true), ...amounts(false)].map(({ currency }) => currency);
	return [...new Set([ownCurrency, ...found.sort()])].map((currency) => ({
		currency,
		in: total(amounts(true), currency),
		out: total(amounts(false), currency),
		fees: total(fees, currency),
	}));
}

/** Says which entries are in another currency than the account, and so in no sum; empty where none is. */
export function otherCurrencies(entries: Entry[], ownCurrency: string): string[] {
	const others = entries.filter(({ amount }) => amount.currency !== ownCurrency);
	if (others.length === 0) return [];
	const sums = [...new Set(others.map(({ amount }) => amount.currency))].sort().map((currency) => {
		const sum = (side: boolean) => {
			const own = others.filter(({ credit }) => credit === side).map(({ amount }) => amount);
			return total(own, currency);
		};
		return `${currency} ${sum(true)} in, ${sum(false)} out`;
	});
	return [
		`Not in ${ownCurrency}: ${others.length} of ${entries.length} entries (${sums.join('; ')}). ZEN does not tell what they came to in ${ownCurrency}, so no sum in it has them.`,
	];
}

/** What entries, all of one currency, add to the balance, in minor units. */
export function netOf(entries: Entry[]): bigint {
	return entries.reduce(
		(sum, { credit, amount }) => sum + (credit ? minorUnits(amount) : -minorUnits(amount)),
		0n,
	);
}

/** The exact sum of those amounts that are in a currency. */
export function total(amounts: Money[], currency: string): string {
	const own = amounts.filter((amount) => amount.currency === currency);
	return fromMinorUnits(
		own.reduce((sum, amount) => sum + minorUnits(amount), 0n),
		currency,
	).value;
}
