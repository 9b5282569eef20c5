import type { PaymentOrder } from '../zen-client';

// What ISO 20022, and SEPA with it, has room for.
const LONGEST_NAME = 70;
const LONGEST_TITLE = 140;
/** What every bank in SEPA has to pass on unchanged. */
const NOT_SEPA = /[^A-Za-z0-9/?:().,'+ -]/gu;

const LISTED = 5;
const LISTED_CHARACTERS = 20;

/**
 * What may not arrive as it was written. ZEN's own limits are not known, so that it is no reason to
 * send nothing.
 */
export function textNotices(orders: PaymentOrder[]): string[] {
	const names = orders.filter(({ receiver }) => lengthOf(receiver.name) > LONGEST_NAME);
	const titles = orders.filter(({ title }) => lengthOf(title) > LONGEST_TITLE);
	const strange = orders.filter((order) => strangeIn(order).length > 0);
	const characters = [...new Set(strange.flatMap(strangeIn))].sort();
	return [
		names.length > 0 &&
			`Receiver Name has more than ${LONGEST_NAME} characters (${listed(names)}). Banks on the way may cut off the rest, or refuse the payment: ZEN's own limit is not known.`,
		titles.length > 0 &&
			`Title has more than ${LONGEST_TITLE} characters (${listed(titles)}). Banks on the way may cut off the rest, or refuse the payment: ZEN's own limit is not known.`,
		strange.length > 0 &&
			`Receiver Name or Title has characters that not every bank in SEPA passes on: ${characters.slice(0, LISTED_CHARACTERS).join(' ')} (${listed(strange)}). They may arrive as others.`,
	].filter((notice) => notice !== false);
}

/** Only payments in euro go by SEPA. */
function strangeIn({ amount, receiver, title }: PaymentOrder): string[] {
	if (amount.currency !== 'EUR') return [];
	return `${receiver.name} ${title}`.match(NOT_SEPA) ?? [];
}

function lengthOf(text: string): number {
	return [...text].length;
}

function listed(orders: PaymentOrder[]): string {
	const ids = orders.slice(0, LISTED).map(({ externalId }) => externalId);
	const rest = orders.length > LISTED ? ` and ${orders.length - LISTED} more` : '';
	return `${ids.join(', ')}${rest}`;
}
