import { isLess, only, ZenError } from '../zen-client';
import type { Money, Offer, PaymentOrder } from '../zen-client';
import type { Run } from './operation';

const MOST_TOLD = 6;

/** What ZEN tells of a payment that is not made yet. */
export interface Cost {
	/** Decimal string. */
	fee: string | null;
	feeCurrency: string | null;
	/** Set where by what ZEN tells it would not take the payment in this way. */
	isOutside?: boolean;
	words: string;
}

export const NO_COST: Cost = { fee: null, feeCurrency: null, words: '' };

/** What ZEN takes for a payment, where that is one sum: of what it offers for it, and what was chosen of that. */
export async function costOf({ zen }: Run, order: PaymentOrder): Promise<Cost> {
	const { accountId, amount, receiver } = order;
	const asked = zen.terms.precalculation({
		accountId,
		amount: amount.value,
		currency: amount.currency,
		receiverAccountNumber: receiver.accountNumber,
		receiverBic: receiver.bic ?? '',
		receiverCountry: receiver.country ?? '',
	});
	const answer = await asked.catch((error) => only(ZenError, error));
	if (answer instanceof ZenError) {
		return told(`What ZEN takes for it could not be read: ${answer.message}`);
	}
	const { offers } = answer;
	return offers
		? costIn(offers, order)
		: told('What ZEN takes for it cannot be read from its answer.');
}

function costIn(offers: Offer[], order: PaymentOrder): Cost {
	const { amount } = order;
	const fitting = offers.filter((offer) => isChosen(order, offer, true));
	if (fitting.length === 0) {
		// Of one that tells no channel or charge type nobody knows whether it is the one that was chosen.
		const mayFit = offers.some((offer) => isChosen(order, offer, false));
		return mayFit
			? told(`Whether ZEN sends it in this way cannot be read from its answer. ${listed(offers)}`)
			: outside(`ZEN does not offer to send it in this way. ${listed(offers)}`);
	}
	const within = fitting.filter((offer) => !beyond(offer, amount));
	const [first, ...others] = within;
	if (!first) return outside(limitsIn(fitting, amount));
	const [unlike] = within.filter(
		({ minimum, maximum, limitCurrency }) =>
			(minimum ?? maximum) !== null && limitCurrency !== null && limitCurrency !== amount.currency,
	);
	const unsure = unlike
		? `ZEN tells its limits over ${wayOf(unlike)} in ${unlike.limitCurrency}, so that they could not be compared.`
		: '';
	const { fee, feeCurrency } = first;
	const isOne = others.every((other) => other.fee === fee && other.feeCurrency === feeCurrency);
	if (!isOne) return told(`What ZEN takes depends on how it is sent. ${listed(within)}`, unsure);
	if (!isToldFee(first)) return told('ZEN tells no fee for it that is one sum.', unsure);
	const isOther = feeCurrency !== amount.currency;
	const takes = isOther ? `ZEN takes ${sumOf(first)} for it.` : '';
	return { ...told(takes, unsure), fee, feeCurrency };
}

function told(...words: string[]): Cost {
	return { ...NO_COST, words: words.filter(Boolean).join(' ') };
}

function outside(words: string): Cost {
	return { ...told(words), isOutside: true };
}

/** @param isStrict whether what ZEN does not tell of an offer fits nothing that was chosen */
function isChosen(order: PaymentOrder, offer: Offer, isStrict: boolean): boolean {
	const fits = (wanted: string | undefined, offered: string | null) =>
		wanted === undefined ||
		(offered === null ? !isStrict : wanted.toLowerCase() === offered.toLowerCase());
	return fits(order.channel, offer.channel) && fits(order.chargeType, offer.chargeType);
}

/** @returns what ZEN's limits have against an amount; one without a currency is in that of the payment */
function beyond(
	{ minimum, maximum, limitCurrency }: Offer,
	{ value, currency }: Money,
): string | undefined {
	if (limitCurrency !== null && limitCurrency !== currency) return undefined;
	if (maximum !== null && isLess(maximum, value)) return `at most ${maximum} ${currency}`;
	if (minimum !== null && isLess(value, minimum)) return `at least ${minimum} ${currency}`;
	return undefined;
}

function limitsIn(offers: Offer[], amount: Money): string {
	const limits = offers.map((offer) => `${beyond(offer, amount)} over ${wayOf(offer)}`);
	return `ZEN takes ${someOf([...new Set(limits)])}.`;
}

function listed(offers: Offer[]): string {
	if (offers.length === 0) return 'It offers nothing for this payment.';
	return `It offers: ${someOf(offers.map((offer) => `${wayOf(offer)} ${sumOf(offer)}`))}.`;
}

function someOf(all: string[]): string {
	const more = all.length - MOST_TOLD;
	return [...all.slice(0, MOST_TOLD), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function wayOf({ channel, chargeType }: Offer): string {
	return [channel, chargeType].filter(Boolean).join(' ') || 'unnamed';
}

function sumOf(offer: Offer): string {
	return isToldFee(offer) ? `${offer.fee} ${offer.feeCurrency}` : '(fee not told)';
}

/** A sum without a currency is none, and what is less than nothing is no fee. */
function isToldFee({ fee, feeCurrency }: Offer): boolean {
	return fee !== null && feeCurrency !== null && !isLess(fee, '0');
}
