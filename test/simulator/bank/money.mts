import { code as currencyByCode } from 'fresh-currency-codes';
import { invalid } from './refusal.mts';

/** Money as it goes over the wire: `value` is a decimal string, e.g. `246.20`. */
export interface Money {
	value: string;
	currency: string;
}

/**
 * Reads a decimal string into whole minor units (cents).
 *
 * @param field names the amount in the error
 * @throws Refusal (VALIDATION_ERROR) for an unknown currency, anything but a plain decimal, or more
 * decimals than the currency has
 */
export function toMinor({ value, currency }: Money, field = 'amount'): bigint {
	const digits = digitsOf(currency, field);
	const [, whole, fraction = ''] = /^(\d{1,18})(?:\.(\d+))?$/.exec(value) ?? [];
	if (whole === undefined) throw invalid(`${field}.value must be a decimal such as 10.00`);
	if (fraction.length > digits) {
		throw invalid(`${field}.value must have at most ${digits} decimals in ${currency}`);
	}
	return BigInt(whole + fraction.padEnd(digits, '0'));
}

/** Writes minor units with exactly the decimals of the currency: 1000n EUR is `10.00`. */
export function toDecimal(minor: bigint, currency: string): string {
	const digits = digitsOf(currency, 'amount');
	const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
	const split = text.length - digits;
	const decimal = digits === 0 ? text : `${text.slice(0, split)}.${text.slice(split)}`;
	return minor < 0n ? `-${decimal}` : decimal;
}

export function toMoney(minor: bigint, currency: string): Money {
	return { value: toDecimal(minor, currency), currency };
}

function digitsOf(currency: string, field: string): number {
	const digits = currencyByCode(currency)?.digits;
	if (digits === undefined || digits === null) {
		throw invalid(`${field}.currency must be an ISO 4217 code, not ${currency}`);
	}
	return digits;
}
