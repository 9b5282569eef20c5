import fc from 'fast-check';
import { composeIBAN, getCountrySpecifications } from 'ibantools';
import { describe, expect, it } from 'vitest';
import { countryOf, readAccountNumber } from '../../nodes/Zen/fields/accountNumber';
import { toIban } from '../../nodes/Zen/fields/iban';
import { COMPANIES } from '../simulator/index.mts';

const IBANS = COMPANIES.map(({ accountNumber }) => accountNumber!);
const IBAN = IBANS[0]!;
const WRONG = `${IBAN.slice(0, -1)}9`;
const grouped = (text: string, by: string) => text.replace(/.{4}(?=.)/g, `$&${by}`);
const read = (text: string) => readAccountNumber(text);
const refused = (text: string) => {
	const number = readAccountNumber(text);
	return 'refusal' in number ? number.refusal : `taken as ${number.accountNumber}`;
};

/** How IBANs come out of mails, web pages, PDFs and spreadsheets. */
const DRESSED: Array<[string, (iban: string) => string]> = [
	['blanks', (iban) => grouped(iban, ' ')],
	['no-break spaces', (iban) => grouped(iban, '\u00a0')],
	['ideographic spaces', (iban) => grouped(iban, '\u3000')],
	['a blank of braille', (iban) => grouped(iban, '\u2800')],
	['line breaks', (iban) => grouped(iban, '\r\n')],
	['hyphens', (iban) => grouped(iban, '-')],
	['figure dashes', (iban) => grouped(iban, '\u2012')],
	['en dashes', (iban) => grouped(iban, ' – ')],
	['minus signs', (iban) => grouped(iban, '\u2212')],
	['points', (iban) => grouped(iban, '.')],
	['small letters', (iban) => iban.toLowerCase()],
	['soft hyphens', (iban) => grouped(iban, '\u00ad')],
	['word joiners', (iban) => grouped(iban, '\u2060')],
	['a mark of byte order', (iban) => `\ufeff${iban}`],
	['isolates', (iban) => `\u2066${iban}\u2069`],
	['fillers of Hangul', (iban) => `${iban}\u3164`],
	['the word IBAN', (iban) => `IBAN ${iban}`],
	['the word iban:', (iban) => `iban:${grouped(iban, ' ')}`],
	['the word IBAN glued to it', (iban) => `IBAN${iban}`],
	['the word IBAN and a dash', (iban) => `Iban – ${iban}`],
	['the word IBAN between marks', (iban) => `\u200eIBAN\u00a0:\u00a0${iban}\u200e`],
];

describe.each(DRESSED)('an IBAN with %s', (_name, dress) => {
	it('is taken as the plain IBAN when it is right', () => {
		for (const iban of IBANS) {
			expect(read(dress(iban))).toEqual({ accountNumber: iban, country: iban.slice(0, 2) });
			expect(toIban(dress(iban))).toBe(/iban/i.test(dress('')) ? undefined : iban);
			expect(countryOf(dress(iban))).toBe(iban.slice(0, 2));
		}
	});

	it('is refused when it is wrong', () => {
		expect(refused(dress(WRONG))).toContain('check digits do not fit');
	});
});

describe('an IBAN', () => {
	it('with any character changed is never taken', () => {
		const places = fc.nat(IBAN.length - 1);
		fc.assert(
			fc.property(places, fc.constantFrom(...'0123456789ABCXYZoil'), (place, character) => {
				fc.pre(IBAN[place] !== character.toUpperCase());
				const changed = IBAN.slice(0, place) + character + IBAN.slice(place + 1);
				fc.pre(/^[A-Z]{2}/i.test(changed));
				return 'refusal' in read(changed);
			}),
		);
	});

	it.each([
		[
			'the letter O in the check digits',
			'GB6OBARC20000055779911',
			/O for 0 in it.*a digit belongs/,
		],
		['a small o', 'gb6obarc20000055779911', /the letter O for 0/],
		['O there, and wrong with 0 as well', 'DE8O370400440532013000', /are "8O": .*O for 0/],
		['O further on', 'DE8937O400440532013000', /the letter O for 0/],
		['two of them', 'DE89370400440532O13OOO', /the letter O for 0/],
		['I for 1', 'DE893704004405320I3000', /the letter I for 1/],
		['l for 1', 'DE893704004405320l3000', /the letter L for 1/],
		['O and l', 'DE8937O400440532Ol3000', /the letter O for 0 and the letter L for 1/],
		['letters for both check digits', 'DEOO370400440532013000', /third and fourth characters/],
		['too few characters', IBAN.slice(0, -1), /It has 19 characters, an IBAN of LT has 20/],
		['too many', `${IBAN}1`, /It has 21 characters, an IBAN of LT has 20/],
		['digits swapped', `${IBAN.slice(0, -2)}10`, /check digits do not fit/],
		['a country without IBANs', 'US12345678901234', /US is none that has IBANs/],
		['a country that does not exist', 'XX12 3456 7890', /XX is none that has IBANs/],
		['no country', 'IBAN 61109010140000071219812874', /61 is none that has IBANs/],
		['nothing but its name', 'IBAN:', /without a number/],
		['a comment behind it', `${IBAN} (EUR)`, /No IBAN has the character "\("/],
		['slashes', grouped(IBAN, '/'), /No IBAN has the character "\/"/],
	])('with %s is refused', (_name, text, words) => {
		expect(refused(text)).toMatch(words);
	});

	it('whose check digits are right, but not the pattern that is known here, says just that', () => {
		const bban = `A${'9'.repeat(15)}`;
		const right = composeIBAN({ countryCode: 'MU', bban: 'BOMM0101101030300200000MUR' })!;
		expect(read(right)).toMatchObject({ country: 'MU' });
		const letters = withCheckDigits('LT', bban);
		expect(refused(letters)).toMatch(
			/check digits and its length are right.*pattern of LT's.*confirm.*ZEN portal/,
		);
		expect(refused(letters)).not.toContain('mistyped');
		const norwegian = withCheckDigits('NO', '86011117948');
		expect(refused(norwegian)).toMatch(/pattern of NO's/);
	});

	it.each([
		['a word', `Account ${WRONG}`],
		['a word and a blank that does not break', `Kto\u00a0${WRONG}`],
		['a right one behind a word', `Konto ${IBAN}`],
		['letters glued to it', `acc${WRONG}`],
		['a slash', `a/c ${WRONG}`],
		['its own name', `My IBAN ${WRONG}`],
		['another number', `12-34-56 ${grouped(IBAN, ' ')}`],
	])('with %s before it is no local number', (_name, text) => {
		expect(refused(text)).toContain('an IBAN with something before it');
	});

	it('of every country that is known here is taken only with right check digits', () => {
		for (const country of Object.keys(getCountrySpecifications())) {
			expect(refused(`${country}00${'0'.repeat(14)}`)).not.toContain('taken');
		}
	});
});

describe('letters of other alphabets are refused by their code point', () => {
	it.each([
		['a Cyrillic T', `L\u0422${IBAN.slice(2)}`, 'U+0422'],
		['a Greek alpha', '\u0391B1234', 'U+0391'],
		['full-width digits', '１２３４', 'U+FF11'],
		['full-width letters', `ＬＴ${IBAN.slice(2)}`, 'U+FF2C'],
		['Arabic digits', '٠١٢٣', 'U+0660'],
		['a mathematical digit', '\u{1D7CE}123', 'U+1D7CE'],
		['a superscript', '12³', 'U+00B3'],
		['an accent', 'Nº 1234', 'U+00BA'],
		['combining marks', '12\u03013', 'U+0301'],
	])('%s', (_name, text, point) => {
		expect(refused(text)).toContain(`(${point})`);
	});
});

describe('a local number', () => {
	it.each([
		['19-2000145399/0800', '19-2000145399/0800'],
		[' 1234 5678 ', '1234 5678'],
		['12\u00a0\u00a034\t56', '12 34 56'],
		['12–34–56 12345678', '12-34-56 12345678'],
		['\u200b0123456789', '0123456789'],
		['61 1090 1014 0000 0712 1981 2874', '61 1090 1014 0000 0712 1981 2874'],
		['646180157000000004', '646180157000000004'],
		['ABna0417164300', 'ABna0417164300'],
		['LOYD309634', 'LOYD309634'],
		['12.345.678-9', '12.345.678-9'],
		['aB-1', 'aB-1'],
	])('%s is taken as %s', (text, accountNumber) => {
		expect(read(text)).toEqual({ accountNumber, country: '' });
		expect(countryOf(text)).toBe('');
	});

	it.each([
		['n/a', 'no digit'],
		['unknown', 'no digit'],
		['--', 'no digit'],
		['12#34', '"#" (U+0023)'],
		['1234;5678', '";" (U+003B)'],
		['1234,5678', '"," (U+002C)'],
		["'12345678", '"\'" (U+0027)'],
		['=12345678', '"=" (U+003D)'],
		['12+34', '"+" (U+002B)'],
		['(12) 34', '"(" (U+0028)'],
		['-12345', 'begins with "-"'],
		['/0800', 'begins with "/"'],
	])('%s is refused: %s', (text, words) => {
		expect(refused(text)).toContain(words);
	});
});

/** By ISO 13616, whatever the country's pattern says. */
function withCheckDigits(country: string, bban: string): string {
	const digits = [...`${bban}${country}00`].map((one) => parseInt(one, 36)).join('');
	return country + String(98n - (BigInt(digits) % 97n)).padStart(2, '0') + bban;
}
