import { LONGEST, refusalOfLength } from '../../zen-client';
import { compactIban, isMeantAsIban, lengthIn, refusalOfIban } from './iban';
import { plainNumber } from './plainNumber';

const WORD_IBAN = /^IBAN[ :.-]*/i;

// Norway's.
const SHORTEST_IBAN = 15;

/** A number to pay to, or why it is none, in words that continue the field's label. */
export type AccountNumber = { accountNumber: string; country: string } | { refusal: string };

/**
 * Reads the number of an account. An IBAN becomes plain and has to be right; a local number keeps
 * its hyphens and the case of its letters, which can tell its parts from one another.
 *
 * @returns `country` as the IBAN tells it; empty for a local number
 */
export function readAccountNumber(text: string): AccountNumber {
	const tooLong = refusalOfLength(text, LONGEST.value);
	if (tooLong) return { refusal: tooLong };
	const plain = plainNumber(text);
	const foreign = /[^\x20-\x7e]/u.exec(plain);
	if (foreign) return { refusal: refusalOfCharacter(foreign[0]) };
	const compact = compactIban(plain.replace(WORD_IBAN, ''));
	const isNamed = WORD_IBAN.test(plain);
	if (isNamed && compact === '') return { refusal: `holds "${plain}" without a number.` };
	if (!isNamed && !isMeantAsIban(compact)) return readLocalNumber(plain);
	const refusal = refusalOfIban(compact);
	return refusal ? { refusal } : { accountNumber: compact, country: compact.slice(0, 2) };
}

/** The country that an account number tells, even if it is not right yet; empty when it tells none. */
export function countryOf(text: string): string {
	if (text.length > LONGEST.value) return '';
	const compact = compactIban(plainNumber(text).replace(WORD_IBAN, ''));
	return isMeantAsIban(compact) ? compact.slice(0, 2) : '';
}

function readLocalNumber(plain: string): AccountNumber {
	if (!/\d/.test(plain)) {
		return {
			refusal: `holds "${plain}", which has no digit. Take the account number from the invoice.`,
		};
	}
	const strange = /[^0-9A-Za-z ./-]/.exec(plain);
	if (strange) return { refusal: refusalOfCharacter(strange[0]) };
	if (!/^[0-9A-Za-z]/.test(plain)) {
		return { refusal: `holds "${plain}", which begins with "${plain[0]}". Take that out.` };
	}
	if (holdsIban(plain)) {
		return {
			refusal: `holds "${plain}", an IBAN with something before it. Leave the IBAN alone in the field, so that its check digits can be verified.`,
		};
	}
	return { accountNumber: plain, country: '' };
}

// Such as "Account LT12 1000 …": what stands before an IBAN must not keep it from being checked.
function holdsIban(plain: string): boolean {
	if (/IBAN/i.test(plain)) return true;
	return [...plain.matchAll(/(?!^)(?=[A-Z]{2})/gi)].some(({ index }) => {
		const compact = compactIban(plain.slice(index));
		const isWord = /[ ./-]/.test(plain[index - 1]!) && compact.length >= SHORTEST_IBAN;
		return isMeantAsIban(compact) && (isWord || compact.length === lengthIn(compact.slice(0, 2)));
	});
}

function refusalOfCharacter(character: string): string {
	const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	return `holds "${character}" (U+${code}), which is in no account number. Only the letters A to Z, digits, blanks, hyphens, points and slashes are. Type that character anew.`;
}
