import { plainWords, titleKeyOf } from './key';
import { remembered } from './remembered';

/**
 * How a title that is listed compares with the one that was sent: `same` but for case, blanks and
 * accents; `cut` where a bank can have made it of that one; `begun` where one is the beginning of the
 * other and too little to tell.
 */
export type TitleLikeness = 'same' | 'cut' | 'begun' | 'differs' | 'unsure';

// Of the 35 characters that banks leave of a title, the last one may be a blank that is lost as well.
const LONG_ENOUGH_TO_TELL = 34;
/** Where banks cut titles. */
const CUTS = [35, 70, 105, 140];
const UMLAUTS: Array<[RegExp, string]> = [
	[/ä/gi, 'ae'],
	[/ö/gi, 'oe'],
	[/ü/gi, 'ue'],
	[/å/gi, 'aa'],
];

const formsOf = remembered((title: string) => {
	const words = plainWords(title);
	return { key: titleKeyOf(title), words, joined: words.replaceAll(' ', '') };
});

/** Evidence: which titles banks bend and how is assumed. */
export function compareTitle(wanted: string, told = ''): TitleLikeness {
	const other = formsOf(told);
	if (other.words === '') return 'unsure';
	if (formsOf(wanted).key === other.key) return 'same';
	const ways = [wanted, spelled(wanted)].map(formsOf);
	const alike = ways.find(({ joined }) => joined === other.joined);
	if (alike !== undefined) return hasSameNumbers(alike.words, other.words) ? 'cut' : 'differs';
	// Banks put a reference before it, or cut it off.
	const isPart = ways.some(
		({ words }) => other.words.endsWith(` ${words}`) || isCut(words, other.words, told),
	);
	if (isPart) return 'cut';
	const isBegun = ways.some(
		({ words }) => words.startsWith(other.words) || other.words.startsWith(words),
	);
	return isBegun ? 'begun' : 'differs';
}

const spelled = remembered((title: string) =>
	UMLAUTS.reduce((text, [letter, pair]) => text.replace(letter, pair), title),
);

/** Signs within a number may be lost, but none come up elsewhere: 11/2 is 112, and not 1/12. */
function hasSameNumbers(one: string, other: string): boolean {
	const [a, b] = [divisions(one), divisions(other)];
	const [fewer, more] = a.length < b.length ? [a, b] : [b, a];
	return fewer.every((place) => more.includes(place));
}

/** Where digits are divided, counted without blanks. */
function divisions(words: string): number[] {
	const blanks = [...words.matchAll(/ /g)].map(({ index }) => index);
	return blanks
		.map((blank, before) => ({ blank, place: blank - before }))
		.filter(({ blank }) => /\d \d/.test(words.slice(blank - 1, blank + 2)))
		.map(({ place }) => place);
}

/** Whether one title is the beginning of the other, cut off where a bank would, and not within a number. */
function isCut(one: string, other: string, told: string): boolean {
	const [longer, shorter] = one.length > other.length ? [one, other] : [other, one];
	if (shorter.length < LONG_ENOUGH_TO_TELL - 1 || !longer.startsWith(shorter)) return false;
	const isInNumber = /\d$/.test(shorter) && /^\d/.test(longer.slice(shorter.length));
	const length = told.replace(/\s+/g, ' ').trim().length;
	const isAtCut = shorter === other && CUTS.some((cut) => cut === length || cut === length + 1);
	return !isInNumber || isAtCut;
}
