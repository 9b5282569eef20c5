import { CONTRACT } from '../contract';
import { quoted, wrong } from './wrong';

/** Our words by ZEN's, as {@link statusWord} and {@link directionWord} write those. */
export type Words = ReadonlyMap<string, string>;

const MOST = 100;
const WORD = /^[A-Z0-9_]{1,64}$/;

// What a payment is rejected by may be sent again, and counts in no limit. So only a word that says of
// itself that somebody said no can mean it; all others stay open, also those of what came back or
// broke off, such as FAILED or RETURNED: then money may have moved.
const REFUSALS = /^((PAYMENT|TRANSFER|TRANSACTION)_)?(REJECTED|DECLINED|REFUSED|DENIED|RJCT)$/;
const NO = new RegExp(
	[
		'REJ|RJCT|DECLIN|REFUS|DEN(Y|IED)|FAIL|CANC|ABORT|RETURN|REVERS|RECALL|EXPIR|VOID|INVALID|BOUNC|REFUND|ROLL',
		'STORN|STOP|INSUFF|INCOMPL|TIMED?_?OUT|DUPLIC|DELET|WITHDR|DISCARD|BLOCK|BLCK|FROZ|FREEZ|TERMINAT|KILL',
		'DROP|LAPS|ABANDON|CHARGED?_?BACK|CLAW|DISALLOW|DISAPPR|DISHONOU?R|DISPUT|DISCONT|FORBID|ANNUL|NULL|IMPOSS',
		'MISSING|PROBLEM|LOST|WRONG|EXCEED|SUSPEND|SUSPIC|SEIZ|FRAUD|QUARANT|INTERRUPT|BROKEN|CRASH|LOCKED|REMOV|REVOK',
		'(^|_)(ERR|UN(?!DER)|NON|NACK|NAK|DECL(_|$)|NOT?(_|$)|NOK(_|$)|KO(_|$)|NSF|BAD(_|$)|BACK(_|$)|[A-Z]+BACK(_|$))',
	].join('|'),
);

// What is still on its way has not arrived.
const ON_ITS_WAY = new RegExp(
	[
		'PEND|PDNG|ACCEPTED|HOLD|HELD|WAIT|QUEUE|PROGRESS|SCHEDUL|PLANN|CREATED|SUBMIT|INIT|DRAFT|START|RECEIVED|SIGN',
		'REVIEW|TO_BE|DEFER|DELAY|PAUS|RESERV|PREPAR|SAVED|VALID|VERIF|SCREEN|CHECK|TRANSIT|ROUTE|APPROV|AUTHOR|PARTIAL',
		'SENT|DISPATCH|TRANSMIT|FORWARD|RELEASE|INSTRUCT|ORDERED|REQUEST|REGISTER|READY|EXPECT|ANNOUNC|UPCOMING|FUTURE|ACTIV',
		// ISO 20022's words for what is accepted and not yet settled.
		'(^|_)(NEW|OPEN|PART|ACTC|ACCP|ACSP|ACWC|ACWP|ACFC|RCVD)(_|$)',
		// Whatever is being done is not done.
		'[A-Z]{3}ING(_|$)',
	].join('|'),
);

// What comes in is no payment of ours, and counts in no limit. So only a word that says so can mean it.
const COMES_IN =
	/^(C|CR|CRDT|CREDIT(ED)?|IN|INBOUND|INCOMING|INWARD|INFLOW|RECEIVED?|RECEIPT|DEPOSIT|TOPUP|TOP_UP)$/;

/** A status as it is compared. */
export function statusWord(word: string): string {
	return word
		.trim()
		.toUpperCase()
		.replace(/[\s-]+/g, '_');
}

/** Whether a status stays one of unknown meaning, whatever is corrected. */
export function staysUnknown(status: string): boolean {
	const word = statusWord(status);
	return NO.test(word) && !REFUSALS.test(word);
}

/** A direction as it is compared. */
export function directionWord(word: string): string {
	return word.trim().toUpperCase();
}

/**
 * ZEN's statuses in ours. What is known keeps its meaning, so that they only add.
 *
 * @param added by what they are to mean
 * @throws InputError for a word with two meanings, or that cannot have the one that it is given
 */
export function correctedStatuses(added: Record<string, string[]>): Words {
	const known = knownWords(CONTRACT.statuses);
	const problemOf = (word: string, meaning: string) => {
		if (meaning === 'rejected') {
			return REFUSALS.test(word)
				? undefined
				: 'which does not say by itself that ZEN refused the payment. A rejected one may be sent again, so this word stays one of unknown meaning';
		}
		if (NO.test(word)) {
			return 'which says that something did not go well. It stays one of unknown meaning';
		}
		return meaning === 'settled' && ON_ITS_WAY.test(word)
			? 'which says that it is still on its way. Let it mean inProgress'
			: undefined;
	};
	return wordsOf('statuses', added, { known, written: statusWord, problemOf });
}

/** As {@link correctedStatuses}, for directions. */
export function correctedDirections(added: Record<string, string[]>): Words {
	const known = knownWords(CONTRACT.directions);
	known.set('IN', 'in').set('OUT', 'out');
	const problemOf = (word: string, meaning: string) => {
		const comesIn = COMES_IN.test(word);
		if (meaning === 'in' && !comesIn) {
			return 'which does not say by itself that money came in. What comes in counts in no limit, so this word stays one of unknown meaning';
		}
		return meaning === 'out' && comesIn ? 'which says that money came in' : undefined;
	};
	return wordsOf('directions', added, { known, written: directionWord, problemOf });
}

function wordsOf(
	section: 'statuses' | 'directions',
	added: Record<string, string[]>,
	{
		known,
		written,
		problemOf,
	}: {
		known: ReadonlyMap<string, string>;
		written(word: string): string;
		problemOf(word: string, meaning: string): string | undefined;
	},
): Words {
	const ours = CONTRACT[section] as Record<string, readonly string[]>;
	const meanings = new Map(known);
	const words = new Map<string, string>();
	for (const [meaning, list] of Object.entries(added)) {
		const place = [section, meaning];
		if (list.length > MOST) throw wrong(place, `holds more than ${MOST} words.`);
		for (const one of list) {
			const word = written(one);
			if (!WORD.test(word)) throw wrong(place, `holds ${quoted(one)}, which is no word.`);
			const other = meanings.get(word);
			if (other !== undefined && other !== meaning) {
				throw wrong(
					place,
					`holds ${quoted(one)}, which means ${other} already. Each word has one meaning.`,
				);
			}
			const problem = other === undefined ? problemOf(word, meaning) : undefined;
			if (problem) throw wrong(place, `holds ${quoted(one)}, ${problem}.`);
			meanings.set(word, meaning);
			words.set(word, ours[meaning]![0]!);
		}
	}
	return words;
}

function knownWords(table: Record<string, readonly string[]>): Map<string, string> {
	return new Map(
		Object.entries(table).flatMap(([meaning, words]) => words.map((word) => [word, meaning])),
	);
}
