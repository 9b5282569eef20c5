/** What banks and programs write where they have nothing, without whatever stands between the letters. */
const WORDS = [
	'NOPROVIDED',
	'NONPROVIDED',
	'NOTDEFINED',
	'NOTASSIGNED',
	'NOTSUPPLIED',
	'NOTPRESENT',
	'NOTREQUIRED',
	'NOTENTERED',
	'NOTGIVEN',
	'NOTKNOWN',
	'NOTFOUND',
	'NOTUSED',
	'NOTSET',
	'UNSPECIFIED',
	'UNKNOWN',
	'NONREF',
	'NOREF',
	'NOREFERENCE',
	'NOENDTOENDID',
	'NOID',
	'NOBIC',
	'NOVALUE',
	'WITHOUTREFERENCE',
	'NONE',
	'NULL',
	'NIL',
	'NA',
	'ND',
	'EMPTY',
	'BLANK',
	'KEINE',
	'KEINEREFERENZ',
	'KEINEANGABE',
	'OHNE',
	'BRAK',
	'NERA',
	'NENURODYTA',
	'NIEPODANO',
];
const NONE = new Set(WORDS);
// These are long, and are cut off where there is no room for them.
const BEGUN = /^NOT(?:PROV|AVAIL|APPLIC|SPECIF)[A-Z]*$/;
// One that is longer than any reference that people make may have a counter behind it.
const WITH_COUNTER = /^(NOT?[A-Z]{5,}|NONREF|NOREF|UNKNOWN)\d+$/;

/**
 * Whether a text stands where there is no reference or no bank: a word that says so, in any case and
 * with any signs in it, or nothing but zeros or signs.
 */
export function saysNone(text: string): boolean {
	const plain = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
	const [, word = plain] = WITH_COUNTER.exec(plain) ?? [];
	return /^0*$/.test(plain) || NONE.has(word) || BEGUN.test(word);
}
