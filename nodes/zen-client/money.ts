import { decimalsOf, decimalsToPay, MoneyError } from './currencies';
import { LONGEST, quoted, refusalOfLength } from './lengths';

/** An amount as ZEN writes it: `value` is a decimal string such as `246.20`. */
export interface Money {
	value: string;
	currency: string;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads an amount to be paid.
 *
 * @param input a decimal string such as `246.20`, or a number that an expression yielded
 * @returns the amount with exactly the currency's decimals: `{ value: '10.00', currency: 'EUR' }`
 * @throws MoneyError when it is no positive decimal, has more decimals than the currency, or exactly
 * three where the currency has another number of them, and for a currency that was withdrawn
 */
export function parseAmount(input: unknown, currency: string): Money {
	const decimals = decimalsToPay(currency);
	// String() would let a list of one amount pass for that amount.
	if (typeof input === 'object' && input !== null) {
		throw new MoneyError(
			`holds ${quoted(input)}, which is no decimal amount. Pick one of its fields.`,
		);
	}
	const text = typeof input === 'number' ? numberText(input, decimals) : String(input ?? '').trim();
	const tooLong = refusalOfLength(text, LONGEST.value);
	if (tooLong) throw new MoneyError(tooLong);
	const match = decimalIn(text);
	if (!match)
		throw new MoneyError(
			`${holds(text)}. Write it with a point and without separators, e.g. 1234.50.`,
		);
	const [, sign, whole = '', fraction = ''] = match;
	const significant = fraction.replace(/0+$/, '');
	// In many countries the point divides thousands: "1.500" may well be meant as 1500.
	if (fraction.length === 3 && decimals !== 3) {
		throw new MoneyError(
			`holds ${text}, whose point before three digits may divide thousands, but ${currency} has ${decimals} decimals. ${howToWrite(decimals)}`,
		);
	}
	if (significant.length > decimals) {
		throw new MoneyError(
			`holds ${text}, but ${currency} has ${decimals} decimals, and nothing is cut off here. Take the exact amount from where it is owed. ${howToWrite(decimals)}`,
		);
	}
	const value = join(whole.replace(/^0+(?=\d)/, ''), significant.padEnd(decimals, '0'));
	if (sign || !/[1-9]/.test(value)) {
		throw new MoneyError(`holds ${text}. Only an amount above zero can be paid.`);
	}
	return { value, currency };
}

/** Hundredths of a cent and the like do not exist here: an amount as a whole number of minor units. */
export function minorUnits({ value, currency }: Money): bigint {
	const decimals = decimalsOf(currency);
	const match = decimalIn(value);
	if (!match) throw new MoneyError(holds(value));
	const [, sign, whole = '', fraction = ''] = match;
	if (/[1-9]/.test(fraction.slice(decimals))) {
		throw new MoneyError(`holds ${value}, but ${currency} has ${decimals} decimals`);
	}
	const units = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
	return sign ? -units : units;
}

/** The amount of that many minor units; the opposite of {@link minorUnits}. */
export function fromMinorUnits(units: bigint, currency: string): Money {
	const decimals = decimalsOf(currency);
	const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
	const split = digits.length - decimals;
	const value = join(digits.slice(0, split), digits.slice(split));
	return { value: units < 0n ? `-${value}` : value, currency };
}

/**
 * The exact sum of decimal strings, with as many decimals as the longest of them has; `undefined`
 * when one of them is no decimal.
 */
export function sumDecimals(values: string[]): string | undefined {
	const parts = values.map(decimalIn);
	const scale = Math.max(0, ...parts.map((part) => part?.[3]?.length ?? 0));
	let sum = 0n;
	for (const part of parts) {
		if (!part) return undefined;
		const [, sign = '', whole = '', fraction = ''] = part;
		sum += BigInt(sign + whole + fraction.padEnd(scale, '0'));
	}
	const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
	const split = digits.length - scale;
	return (sum < 0n ? '-' : '') + join(digits.slice(0, split), digits.slice(split));
}

/** Whether a decimal string is less than another, which has no sign; false when one of them is none. */
export function isLess(one: string, other: string): boolean {
	return sumDecimals([one, `-${other}`])?.startsWith('-') ?? false;
}

/** Whether two decimal strings are the same number, whatever their zeros; false for what is none. */
export function sameDecimal(one: string, other: string): boolean {
	const [a, b] = [one, other].map(canonical);
	return a !== undefined && a === b;
}

function canonical(text: string): string | undefined {
	const match = decimalIn(text);
	if (!match) return undefined;
	const [, sign = '', whole = '', fraction = ''] = match;
	const plain = join(whole.replace(/^0+(?=\d)/, ''), fraction.replace(/0+$/, ''));
	return plain === '0' ? plain : sign + plain;
}

// A sum, too, is far below that. Some steps take a time by the square of the length.
function decimalIn(text: string): RegExpExecArray | null {
	return text.length <= LONGEST.text ? DECIMAL.exec(text) : null;
}

function join(whole: string, fraction: string): string {
	return fraction ? `${whole}.${fraction}` : whole;
}

function howToWrite(decimals: number): string {
	if (decimals === 0) return 'Write it without decimals and without separators, e.g. 1234.';
	const example = `1234.${'5'.padEnd(decimals, '0')}`;
	return `Write it with ${decimals} decimals and without separators, e.g. ${example}.`;
}

function holds(text: string): string {
	return text === '' ? 'is empty' : `holds ${quoted(text)}, which is no decimal amount`;
}

/**
 * The text of a number that has been through a float already: up to 15 digits its shortest text is what
 * was written. Those count that may have been lost: 140737488355329.01 reads as 140737488355329 there.
 *
 * @param decimals how many the currency has; hundredths may have been written of any
 * @throws MoneyError when digits may have been lost
 */
export function numberText(number: number, decimals = 0): string {
	const text = String(number);
	const [whole = '', fraction = ''] = text.replace('-', '').split('.');
	const digits = whole.length + Math.max(fraction.length, decimals, 2);
	if (digits > 15 || !DECIMAL.test(text)) {
		throw new MoneyError(
			`holds the number ${text}, which may have lost digits. Hand it over as text, e.g. "1234.50".`,
		);
	}
	return text;
}
