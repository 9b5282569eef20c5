import type { PathName } from '../contract';
import { wordsOf } from './nameWords';
import { quoted, wrong } from './wrong';

/** Somewhere in it drafts are spoken of. */
export const OF_DRAFTS = /draft|template|proposal|prepar|saved/i;

// A word of its own, or behind what the draft is of: an overdraft is none.
const DRAFT =
	/^((payment|transfer|transaction|order|document)s?)?(draft|template|proposal|prepar|saved)/;
const NO_DRAFT =
	/^(un|no|non|not|skip|skipping|without|from|instead|bypass|ignore|except|over|direct|immediate|instant|live)$/;
const BESIDE =
	/^(payments?|transfers?|transactions?|orders?|documents?|bank|banking|business|outgoing)$/;

// What may stand behind the word for a draft, and does no more with it than the call is for.
const READS = 'api|details?|info|view|show|get|list|search|all|find|query';
const BEHIND: Partial<Record<PathName, RegExp>> = {
	createDraft: /^(new|create|add|save)$/,
	drafts: new RegExp(`^(${READS})$`),
	draft: new RegExp(`^(${READS})$`),
	deleteDraft: /^(delete|deletion|discard|remove|cancel|withdraw)$/,
};

/**
 * Whether a path says that it is about drafts, and names nothing else that would be done there. What is
 * saved for a person to accept has to say so: nothing else tells such an address from one that pays. So
 * the words that may stand there are few, and all others speak against it.
 */
export function saysDrafts(call: PathName, path: string): boolean {
	const segments = path.split('/').map(plainWords);
	const at = segments.findIndex((words) => words.some((word) => DRAFT.test(word)));
	if (at < 0 || segments.flat().some((word) => NO_DRAFT.test(word))) return false;
	const mayFollow = (word: string) => BEHIND[call]!.test(word);
	return (
		segments[at]!.every((word) => DRAFT.test(word) || BESIDE.test(word) || mayFollow(word)) &&
		segments
			.slice(at + 1)
			.flat()
			.every((word) => DRAFT.test(word) || mayFollow(word))
	);
}

// A list of some is none of all: what it leaves out would not be found, and be paid again.
const SOME =
	/incom|inbound|inward|receiv|schedul|reject|declin|fail|archiv|recurr|periodic|upcom|future|cancel|refund|revers|return|expir|error|unpaid|unsettled|overdue|succe|partial|recent|latest|(?<!s)pending/;
const SOME_WORD =
	/^(progress|hold|queue|wait|due|open|new|last|today|yesterday|current|own|internal|external|domestic|foreign|international|instant|sepa|swift|bulk|batch|batches|card|cards|debit|debits|credit|credits|in|active|old|favou?rites?|preview|sample|top|first|done|paid|final)$/;
// Of those something was done to, or is being done: executed, processing, waiting.
const PARTICIPLE = /^.{3,}(ed|ing)$/;
const NOUN =
	/^(bank|book|list|post|account|outgo|bill|clear|spend|fund)ings?$|^(shared|unified|combined|detailed|extended|related|included|embedded|nested)$/;

/**
 * Where a list is asked for, or stands in an answer, all of it is: drafts are not taken for payments.
 *
 * @param text a path of ZEN's, or a name
 * @param call other lists than those of payments and drafts may be of some
 * @throws InputError
 */
export function requireWhole(place: string[], text: string, call: string): void {
	if (!['history', 'drafts'].includes(call)) return;
	const isOther = call === 'history' && place[1] === 'list' && OF_DRAFTS.test(text);
	const isOfSome = (word: string) =>
		SOME.test(word) || SOME_WORD.test(word) || (PARTICIPLE.test(word) && !NOUN.test(word));
	const words = plainWords(text).filter((word) => call !== 'drafts' || !DRAFT.test(word));
	if (!isOther && !words.some(isOfSome)) return;
	throw wrong(
		place,
		`is ${quoted(text)}, which says that only some are listed there. What is left out would be taken for not sent.`,
	);
}

/** The words of a path or name; what stands for an ID, versions and numbers are none. */
function plainWords(text: string): string[] {
	return wordsOf(text.replaceAll('{id}', '')).filter((word) => !/^(v|\d+)$/.test(word));
}
