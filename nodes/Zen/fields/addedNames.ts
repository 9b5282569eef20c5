import type { Json } from '../../zen-client';

// Names with one of these in them could carry who pays, who is paid, how much, or which payment it is.
const CARRIERS = [
	/account|acct|iban|bban/,
	/amount|amt|money|total|value|sum$|currency|ccy/,
	/receiver|recipient|beneficiary|payee|payto|creditor|cdtr|counterparty|destination|vendor|merchant|supplier/,
	/bic|swift|sortcode|routing|bankcode|branch|clabe|nuban|cardn|wallet|alias|phone|email|proxy/,
	/price|quantity|exchangerate|credit|debit/,
	/(order|request|transaction|unique|message|msg|tx|payment|client|draft)(id|number|no)$|uetr/,
	/description|narrative|message|memo/,
	/(?<!tax)payer|debtor|dbtr|sender/,
	/reference|ref$|external|extid|endtoend|instructionid|instrid|idempotency/,
	/title|remittance|rmtinf/,
];
// Other words hold these as well, such as "consumer".
const CARRYING_WORDS = [
	'sum',
	'sums',
	'ref',
	'refs',
	'from',
	'to',
	'source',
	'card',
	'cents',
	'units',
];

const RESERVED = ['__proto__', 'constructor', 'prototype'];

/** Names as they are compared: letters and digits only, in lower case. */
export function comparable(name: string): string {
	return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** All names that stand in a value, at any depth. */
export function namesIn(value: Json | undefined): string[] {
	if (Array.isArray(value)) return value.flatMap(namesIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

/**
 * Why a name may not be added to the body of a payment, in words that continue the field's label;
 * `undefined` when it may.
 *
 * @param taken the names that stand in the body already, as {@link comparable} makes them
 */
export function refusalOfName(name: string, taken: Set<string>): string | undefined {
	if (RESERVED.includes(name) || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
		return `holds the name "${name}". Use letters from A to Z, digits and _ only, beginning with a letter.`;
	}
	if (taken.has(comparable(name))) {
		return `holds "${name}", which stands in the payment already. Give it in its own field of this form, and take it out here: these fields only add.`;
	}
	if (couldCarry(name)) {
		return `holds "${name}", which could carry an account, an amount, a receiver or a reference. Those come from the fields of this form alone, where they are checked. Take it out here.`;
	}
	return undefined;
}

function couldCarry(name: string): boolean {
	const words = name.split(/_|(?<=[a-z0-9])(?=[A-Z])/).map((word) => word.toLowerCase());
	return (
		CARRIERS.some((carrier) => carrier.test(comparable(name))) ||
		words.some((word) => CARRYING_WORDS.includes(word))
	);
}
