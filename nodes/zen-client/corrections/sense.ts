import { wordsOf } from './nameWords';
import { quoted, wrong } from './wrong';

const RECEIVER =
	/^(receiver|recipient|credit|credited|creditor|cdtr|payee|beneficiary|to|target|destination|counterparty)s?$/;
const SENDER =
	/^(sender|debit|debited|debitor|debtor|dbtr|payer|originator|originating|ordering|orderer|remitter|from|source|own)s?$/;
const CURRENCY = /^(currency|ccy)$/;
const AMOUNT = /^(amount|amt|value|sum|total)$/;
// One word of money, and none else beside it.
const MONEY = /^(amount|amt|sum|total|currency|ccy)$/;
const NO_MONEY = /^(?!(amount|amt|sum|total|currency|ccy)$)/;

interface Sense {
	/** Names of ours that it is about. */
	of: RegExp;
	/** Where they stand in the corrections, if not everywhere. */
	in?: RegExp;
	/** A word that such a name of ZEN's may not hold. */
	not?: RegExp;
	/** A word of which it has to hold one. */
	only?: RegExp;
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
	{
		of: /^receiver(\.accountNumber|\.bic|AccountNumber|Bic)$/,
		not: /^(settle|intermediar|correspondent|clearing|nostro|vostro|sender|debtor|payer|remitter)/,
		says: 'another account',
	},
	// What the client gives is the end-to-end ID as well; what follows a request on its way is not.
	{
		of: /^externalId$/,
		not: /^(zen|bank|internal|system|server|uetr|trac(e|ing)|correlation|span|session)(id)?$/,
		says: "ZEN's own",
	},
	{
		of: /^externalId$/,
		not: /^request(id)?$/,
		unless: /^(client|customer|external|merchant)$/,
		says: "ZEN's own",
	},
	{
		of: /^(accountId|externalId|title|id|status|direction|purposeCode|channel|chargeType|(receiver|sender)\..*)$/,
		not: MONEY,
		unless: NO_MONEY,
		isOfLast: true,
		says: 'an amount or a currency',
	},
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
		of: /(^|\.)value$|^amount$/,
		in: /^(?!payment fees)/,
		not: /^(net|gross|fee|charge|cost|commission|discount|tax|vat|balance|rate|limit|refund|min|minimum|max|maximum|available|remaining|reserved|blocked)(s|d|ed|amount|value|sum|total)?$/,
		says: 'another amount',
	},
	{
		of: /^(status|transactionStatus)$/,
		not: /^(verif|aml$|kyc|screening|sanction|compliance|risk|review|related|fee|prev|prior|former|old|last|account|batch|bulk|group|parent|file|card|user|customer|receiver|sender|creditor|debtor|delivery|notification|webhook|document|confirmation|refund|dispute)/,
		says: 'something else',
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
		not: /^(book|modif|updat|settl|chang|valu|expir|onboard|due|execut|process|posted|schedul|open|clos|effective|valid|complet|deliver)/,
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
		not: /^(new(er|est)|last|first|prev(ious)?|before|end|eof|empty|complete|done|final|finished|exhausted|cached|no|not|none|less|fewer)/,
		only: /^(has|have)?(more|next|further|older|remaining|follow(s|ing)?|continue[sd]?)(pages?|items|entries|results)?$/,
		says: 'the opposite, or nothing of whether more follow',
	},
	{ of: /^next$/, not: /^(prev|first|before|new(er|est))/, says: 'the way back' },
	{
		of: /^cursor$/,
		not: /^(before|ending|prev|first|since|new(er|est)|external|client|customer|reference|amount)/,
		says: 'the way back, or something else',
	},
	{ of: /^cursor$/, only: /^(?!ids?$)/, says: 'which one is asked for' },
	{ of: /^limit$/, not: /^(offset|skip|amount|sum|value|min|from|start)/, says: 'something else' },
	{
		of: /^limit$/,
		not: /^(page|index|number)$/,
		unless: /^(size|limit|count|per|length)$/,
		says: 'which page is asked for',
	},
	{ of: /^availableBalance$/, not: /^(booked|blocked|reserved|total|ledger)$/, says: 'another' },
	{ of: /^balance$/, not: /^(available|avaliable|blocked|reserved)$/, says: 'another' },
];

/**
 * A name of ZEN's may not say the opposite of what it is to stand for.
 *
 * @throws InputError
 */
export function requireSense(place: string[], own: string, theirs: string): void {
	const sense = SENSES.find(({ of, in: where, not, only, unless, isOfLast }) => {
		if (!of.test(own) || (where && !where.test(place.join(' ')))) return false;
		const words = wordsIn(isOfLast ? theirs.split('.').at(-1)! : theirs);
		const doesSay = (what?: RegExp) => words.some((word) => what?.test(word));
		return (doesSay(not) && !doesSay(unless)) || (only !== undefined && !doesSay(only));
	});
	if (!sense) return;
	throw wrong(place, `is ${quoted(theirs)}, which says ${sense.says}. The two are not swapped.`);
}

// What a name without a mark between its words may begin or end with: debitaccount, IBANdebtor.
const THING =
	'account|acct|iban|bic|swift|number|id|name|amount|value|currency|reference|ref|date|time|status|code|type|balance|limit|rate';
const BEHIND = new RegExp(`^(.+?)(?:${THING})s?$`);
const BEFORE = new RegExp(`^(?:${THING})s?(.+)$`);

/** The words that a name is made of; what is written as one word is taken apart as well. */
function wordsIn(name: string): string[] {
	const words = wordsOf(name);
	const whole = name.toLowerCase().match(/[a-z]+/g) ?? [];
	// A set grows while it is gone through: what is left of a word is taken apart in turn, and once only.
	const left = new Set([...words, ...whole]);
	const parts = new Set(words);
	for (const word of left) {
		for (const form of [BEHIND, BEFORE]) {
			const rest = form.exec(word)?.[1];
			if (rest === undefined) continue;
			left.add(rest);
			parts.add(rest);
		}
	}
	return [...parts];
}
