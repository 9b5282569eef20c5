import { quoted, wrong } from './wrong';

const RECEIVER =
	/^(receiver|recipient|credit|creditor|cdtr|payee|beneficiary|to|target|destination|counterparty)s?$/;
const SENDER =
	/^(sender|debit|debtor|dbtr|payer|originator|ordering|orderer|remitter|from|source|own)s?$/;
const CURRENCY = /^(currency|ccy)$/;
const AMOUNT = /^(amount|amt|value|sum|total)$/;

interface Sense {
	/** Names of ours that it is about. */
	of: RegExp;
	/** A word that such a name of ZEN's may not hold. */
	not: RegExp;
	/** Unless it holds one of these as well. */
	unless?: RegExp;
	/** Whether only the last part of a name with points counts, and not what it stands in. */
	isOfLast?: boolean;
	/** What such a name says, continues "which says …". */
	says: string;
}

// A name can say nothing of what it is for, and then whoever types it answers for it. But one that
// says the opposite is a slip.
const SENSES: Sense[] = [
	{ of: /^receiver/, not: SENDER, unless: RECEIVER, says: 'the sender' },
	{ of: /^externalId$/, not: /^(zen|bank|internal|system|server|uetr)$/, says: "ZEN's own" },
	{ of: /^(sender|accountId$)/, not: RECEIVER, unless: SENDER, says: 'the receiver' },
	{
		of: /(^|\.)value$|^amount$/,
		not: CURRENCY,
		unless: AMOUNT,
		isOfLast: true,
		says: 'a currency',
	},
	{
		of: /(^|\.)currency(Code)?$/,
		not: AMOUNT,
		unless: CURRENCY,
		isOfLast: true,
		says: 'an amount',
	},
	{
		of: /^bookedAtFrom$/,
		not: /^(to|until|till|end|before|max)$/,
		unless: /^(from|since|start)$/,
		says: 'the end',
	},
	{
		of: /^bookedAtTo$/,
		not: /^(from|since|start|after|min)$/,
		unless: /^(to|until|till|end)$/,
		says: 'the beginning',
	},
	{
		of: /^createdAt$/,
		not: /^(book(ed|ing)?|modif(ied|ication)|updat(e|ed)|settle(d|ment)|changed)$/,
		unless: /^creat(ed|ion)$/,
		says: 'another time',
	},
	{
		of: /^bookedAt$/,
		not: /^(creat(ed|ion)|modif(ied|ication)|updat(e|ed)|changed)$/,
		unless: /^book(ed|ing)?$/,
		says: 'another time',
	},
	{
		of: /^more$/,
		not: /^(last|first|prev(ious)?|end|complete|done|final|no|not)$/,
		says: 'the opposite',
	},
	{ of: /^next$/, not: /^(prev(ious)?|first|before)$/, says: 'the way back' },
	{ of: /^availableBalance$/, not: /^(booked|blocked|reserved|total|ledger)$/, says: 'another' },
	{ of: /^balance$/, not: /^(available|avaliable|blocked|reserved)$/, says: 'another' },
];

/**
 * A name of ZEN's may not say the opposite of what it is to stand for.
 *
 * @throws InputError
 */
export function requireSense(place: string[], own: string, theirs: string): void {
	const sense = SENSES.find(({ of, not, unless, isOfLast }) => {
		const words = wordsIn(isOfLast ? theirs.split('.').at(-1)! : theirs);
		const doesSay = (what?: RegExp) => words.some((word) => what?.test(word));
		return of.test(own) && doesSay(not) && !doesSay(unless);
	});
	if (!sense) return;
	throw wrong(place, `is ${quoted(theirs)}, which says ${sense.says}. The two are not swapped.`);
}

/** The words that a name is made of, in lower case. */
function wordsIn(name: string): string[] {
	const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
	return words.map((word) => word.toLowerCase());
}
