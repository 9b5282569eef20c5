import {
	getCountrySpecifications,
	isValidIBAN,
	validateIBAN,
	ValidationErrorsIBAN,
} from 'ibantools';
import { plainNumber } from './plainNumber';

const { ChecksumNotNumber, NoIBANCountry, WrongAccountBankBranchChecksum } = ValidationErrorsIBAN;
const { WrongBBANFormat, WrongBBANLength } = ValidationErrorsIBAN;

const COMPARE = 'Compare it with the invoice.';

/** An IBAN as banks exchange it: without what groups it, in capital letters. */
export function compactIban(plain: string): string {
	return plain.replace(/[ .-]/g, '').toUpperCase();
}

// Made anew with each call, which takes longer than all the rest.
const SPECIFICATIONS = getCountrySpecifications();

/** Whether two capital letters are a country. */
export function isCountry(country: string): boolean {
	return Object.hasOwn(SPECIFICATIONS, country);
}

/** How long a country's IBANs are; nothing for one that has none. */
export function lengthIn(country: string): number | null | undefined {
	return isCountry(country) ? SPECIFICATIONS[country]!.chars : undefined;
}

/** The IBAN that a text holds, in the form that banks exchange; `undefined` for anything else. */
export function toIban(text: string): string | undefined {
	const iban = compactIban(plainNumber(text));
	return isValidIBAN(iban) ? iban : undefined;
}

/**
 * Whether a text is meant as an IBAN, be it right or not: it begins with two letters and two check
 * digits, one of which may be a letter that looks like a digit, or it is as long as its country's
 * IBANs are and nearly all digits after the bank's letters.
 *
 * @param compact as {@link compactIban} makes it
 */
export function isMeantAsIban(compact: string): boolean {
	if (/^[A-Z]{2}(?:\d[0-9OIL]|[0-9OIL]\d)/.test(compact)) return true;
	const length = lengthIn(compact.slice(0, 2));
	return compact.length === length && /^[A-Z]{2}[A-Z0-9]{2}/.test(compact) && /\d{8}/.test(compact);
}

/**
 * What is wrong with an IBAN, in words that continue the field's label; `undefined` for a right one.
 *
 * @param compact as {@link compactIban} makes it
 */
export function refusalOfIban(compact: string): string | undefined {
	const { valid, errorCodes } = validateIBAN(compact);
	return valid ? undefined : `holds "${compact}". ${problemOf(compact, errorCodes)}`;
}

function problemOf(iban: string, codes: ValidationErrorsIBAN[]): string {
	const strange = /[^A-Z0-9]/.exec(iban);
	if (strange) return `No IBAN has the character "${strange[0]}" in it. ${COMPARE}`;
	const letters = lettersForDigits(iban);
	if (letters) return `It has ${letters} in it where a digit belongs. Write the digit. ${COMPARE}`;
	if (codes.includes(NoIBANCountry)) {
		return `An IBAN begins with its country, and ${iban.slice(0, 2)} is none that has IBANs. ${COMPARE}`;
	}
	if (codes.includes(WrongBBANLength)) {
		const country = iban.slice(0, 2);
		return `It has ${iban.length} characters, an IBAN of ${country} has ${lengthIn(country)}: characters are missing or too many. ${COMPARE}`;
	}
	if (codes.includes(ChecksumNotNumber)) {
		return `Its third and fourth characters have to be digits, and are "${iban.slice(2, 4)}": perhaps the letter O for 0, or I or L for 1. ${COMPARE}`;
	}
	if (isPatternAlone(iban, codes)) {
		return `Its check digits and its length are right, but it does not fit the pattern of ${iban.slice(0, 2)}'s account numbers as it is known here. Ask the receiver to confirm it. If it is right all the same, pay it in the ZEN portal, and update this node: countries change their patterns.`;
	}
	return `Its check digits do not fit: a character was mistyped or swapped. ${COMPARE}`;
}

// ibantools reports wrong check digits whenever the pattern does not fit, so they are reckoned here.
function isPatternAlone(iban: string, codes: ValidationErrorsIBAN[]): boolean {
	const isPattern =
		codes.includes(WrongBBANFormat) || codes.includes(WrongAccountBankBranchChecksum);
	return isPattern && remainderOf(iban) === 1n;
}

/** By ISO 7064 (MOD 97-10), as IBANs and creditor references have it: 1 for right check digits. */
export function remainderOf(iban: string): bigint {
	const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((one) => parseInt(one, 36));
	return BigInt(digits.join('')) % 97n;
}

/** Letters that were taken for digits, in words; `undefined` when the IBAN is not right with digits. */
function lettersForDigits(iban: string): string | undefined {
	const found = new Set<string>();
	const digits: Record<string, string> = { O: '0', I: '1', L: '1' };
	const corrected = iban
		.slice(2)
		.replace(/(?<=\d)[OIL]+|[OIL]+(?=\d)/g, (run) =>
			[...run].map((letter) => (found.add(letter), digits[letter]!)).join(''),
		);
	if (found.size === 0 || !isValidIBAN(iban.slice(0, 2) + corrected)) return undefined;
	const names = [...found].map((letter) => `the letter ${letter} for ${digits[letter]}`);
	return names.join(' and ');
}
