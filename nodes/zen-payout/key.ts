import type { EntryKind, PaymentOrder } from '../zen-client';
import { remembered } from './remembered';

// Shown as nothing: what only joins, parts or directs the characters beside it, and blanks by name.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\u{E0000}-\u{E0FFF}]/gu;
const CONTROL = /(?!\s)\p{Cc}/gu;
const DASH = /[\p{Pd}\u2043\u2212\u02d7\u2796]/gu;

/**
 * What makes two External IDs the same reference: however they were typed, pasted or exported, a
 * person takes them for one. What is sent stays as typed.
 */
export function keyOf(externalId: string): string {
	return (
		externalId
			.normalize('NFC')
			.replace(NOT_ASCII, inPlainForm)
			// Before the blanks: to JavaScript the byte order mark is one, to a person it is nothing.
			.replace(INVISIBLE, '')
			.replace(CONTROL, '')
			.replace(/\s+/gu, ' ')
			.replace(DASH, '-')
			.trim()
			// Upper first: some letters have two small forms (ς, σ) or a capital of two letters (ß).
			.toUpperCase()
			.toLowerCase()
			.normalize('NFC')
			.replace(NOT_ASCII, inPlainForm)
	);
}

const NOT_ASCII = /[^\0-\x7f]/gu;
const FULL_WIDTH = /[\uff00-\uffef]/;
// A raised or circled digit, and a fraction, say something else than the digit: 5² is not 52.
const SET_APART = /[\u2070-\u209f]/;

function inPlainForm(character: string): string {
	const plain = character.normalize('NFKC');
	const isApart = SET_APART.test(character) || /\p{N}/u.test(plain);
	return FULL_WIDTH.test(character) || !isApart || /^\p{L}+$/u.test(plain) ? plain : character;
}

/** As {@link keyOf}, without the accents that banks leave out. What differs by it is another title. */
export function titleKeyOf(title: string): string {
	return keyOf(title)
		.normalize('NFD')
		.replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
		.replace(/[łøđı]/g, (letter) => LETTERS[letter]!);
}

type Compared = Pick<PaymentOrder, 'accountId' | 'amount' | 'receiver'>;

/**
 * What is paid, by which a reference that comes again is told from one that is used for another
 * payment: whether payment or draft, paying account, amount, currency, receiver's account. The
 * title is no part of it.
 */
export function fingerprintOf(kind: EntryKind, { accountId, amount, receiver }: Compared): string {
	return JSON.stringify([
		kind,
		accountId.toLowerCase(),
		amount.value,
		amount.currency,
		...accountIdentity(receiver),
	]);
}

/**
 * What two payments have in common that only their reference tells apart, to whoever reads a list
 * that tells no references. A draft is like a payment, which it becomes when a person accepts it.
 */
export function likenessOf(order: Compared & Pick<PaymentOrder, 'title'>): string {
	return JSON.stringify([fingerprintOf('payment', order), plainTitle(order.title)]);
}

/** An IBAN by itself; a local number only together with its bank, of which others have it too. */
function accountIdentity({ accountNumber, country, bic }: PaymentOrder['receiver']): string[] {
	const plain = plainAccount(accountNumber);
	if (/^[A-Z]{2}\d{2}[0-9A-Z]{11,}$/.test(plain)) return [plain];
	const bank = bic?.toUpperCase() ?? '';
	return [
		accountNumber.toUpperCase().replace(/\s/g, ''),
		country?.toUpperCase() ?? '',
		bank.length === 8 ? `${bank}XXX` : bank,
	];
}

/** An account number without blanks, dashes and other signs that only divide it. */
export const plainAccount = remembered((accountNumber: string) =>
	accountNumber.toUpperCase().replace(/[^0-9A-Z]/g, ''),
);

const LETTERS: Record<string, string> = {
	ł: 'l',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	æ: 'ae',
	œ: 'oe',
	ß: 'ss',
	ı: 'i',
};

/** A title without what banks change in it: case, accents, signs. Words stay words. */
export function plainWords(title: string): string {
	return title
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(INVISIBLE, '')
		.toLowerCase()
		.replace(/[łøđðþæœßı]/g, (letter) => LETTERS[letter]!)
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/** As {@link plainWords}, without their spacing. */
export function plainTitle(title: string): string {
	return plainWords(title).replaceAll(' ', '');
}
