import { minorUnits } from '../zen-client';
import type { Entry, EntryKind, Money, PaymentOrder } from '../zen-client';
import { plainAccount } from './key';
import { exactAmount, referenceOf } from './Lists';
import { compareTitle } from './titles';
import type { TitleLikeness } from './titles';

/** What is looked for: what was sent, not what stands in a form. */
export interface Wanted {
	kind: EntryKind;
	/** See `keyOf`. */
	key: string;
	order: PaymentOrder;
}

/** How one thing that an entry tells compares. What is not told, or bent, is `unsure`. */
type Likeness = 'same' | 'differs' | 'unsure';

/** How an entry compares with what is wanted. */
export interface Comparison {
	/** `none` where ZEN tells no reference. */
	reference: 'same' | 'other' | 'none';
	direction: Entry['direction'];
	amount: Likeness;
	account: Likeness;
	title: TitleLikeness;
}

/** Compares without judging. Evidence: that payments carry a reference of ours is assumed. */
export function compare({ key, order }: Wanted, entry: Entry): Comparison {
	const isOut = entry.kind === 'draft' || entry.direction === 'out';
	const receiver = compareReceiver(order.receiver, entry);
	const sender = compareAccount(order.receiver.accountNumber, entry.senderAccountNumber);
	return {
		reference: compareReference(key, referenceOf(entry)),
		direction: entry.kind === 'draft' ? 'out' : entry.direction,
		amount: compareAmount(order.amount, entry.amount),
		account: isOut ? receiver : best([receiver, sender]),
		title: compareTitle(order.title, entry.title),
	};
}

/** Whether an amount or an account shows that it is another payment. */
export function isOther({ amount, account }: Pick<Comparison, 'amount' | 'account'>): boolean {
	return amount === 'differs' || account === 'differs';
}

/** Whether a person has seen that an entry is another payment; the same under our reference is none. */
export function isExcluded(payout: Wanted & { notSameAs?: string[] }, entry: Entry): boolean {
	const id = entry.id?.toLowerCase();
	if (!payout.notSameAs?.some((other) => other.toLowerCase() === id)) return false;
	const { reference, direction, amount, account } = compare(payout, entry);
	const isIt = reference === 'same' && amount === 'same' && account === 'same';
	return !isIt || direction === 'in';
}

/** What an entry may be to a payment that was sent without an answer. */
export type Answer = 'is' | 'cannot' | 'could';

/** When a payment may have been made, in ms; both ends included. */
export interface Period {
	from: number;
	to: number;
	/** Whether it had the title then that it has now. */
	isTitleKnown?: boolean;
}

/**
 * Whether an entry is a payment that was sent. Only what ZEN shows of it is compared, and what banks
 * are known to change proves nothing: it cannot be only what differs in account or amount beyond
 * that, or was made at another time and goes not out under our reference.
 */
export function judge(wanted: Wanted, entry: Entry, period: Period): Answer {
	const { createdAt } = entry;
	const { reference, direction, amount, account, title } = compare(wanted, entry);
	if (createdAt !== undefined && (createdAt < period.from || createdAt > period.to)) {
		// Not by that attempt; but what goes out under our reference may be one that nobody remembers.
		return reference === 'same' && direction !== 'in' ? 'could' : 'cannot';
	}
	const differs = isOther({ amount, account });
	// One reference may have been used for two payments, so no amount or another one leaves it open.
	if (reference === 'same') {
		// Somebody may send our reference back with a sum of their own; and what is shown with its
		// direction swapped is not shown with another sum as well.
		const isOtherSum = amount !== 'same' && entry.amount !== undefined;
		if (direction === 'in' && (differs || isOtherSum)) return 'cannot';
		return amount === 'same' && !differs && direction === 'out' ? 'is' : 'could';
	}
	// A title that no bank makes of this one, and another amount as well: too much for one payment.
	const isBentTwice = period.isTitleKnown && title === 'differs' && amount !== 'same';
	if (differs || (isBentTwice && entry.amount !== undefined)) return 'cannot';
	const isAlike =
		amount === 'same' &&
		account === 'same' &&
		title === 'same' &&
		direction === 'out' &&
		createdAt !== undefined;
	return isAlike && reference === 'none' ? 'is' : 'could';
}

function compareReference(key: string, told: string): Comparison['reference'] {
	if (told === '') return 'none';
	return told === key ? 'same' : 'other';
}

// What fees can make of an amount, in either direction.
const FEE_UNITS = 60n;
const FEE_PER_CENT = 5n;

// An amount lives as long as the list or the order that it stands in, and is compared again and again.
const units = new WeakMap<Money, bigint | undefined>();

function unitsOf(amount: Money): bigint | undefined {
	if (!units.has(amount)) {
		const exact = exactAmount(amount);
		units.set(amount, exact && minorUnits(exact));
	}
	return units.get(amount);
}

function compareAmount(wanted: Money, told?: Money): Likeness {
	// Of another currency: ZEN may have converted it.
	if (!told || told.currency !== wanted.currency) return 'unsure';
	const [one, other] = [unitsOf(wanted), unitsOf(told)];
	if (one === undefined || other === undefined) return 'unsure';
	if (one === other) return 'same';
	const unit = minorUnits({ value: '1', currency: wanted.currency });
	const usual = FEE_UNITS * (unit === 1n ? 100n : unit);
	const share = (one * FEE_PER_CENT) / 100n;
	const difference = one > other ? one - other : other - one;
	return difference > (usual > share ? usual : share) ? 'differs' : 'unsure';
}

/** A local number is an account only together with its bank. */
function compareReceiver(wanted: PaymentOrder['receiver'], entry: Entry): Likeness {
	const number = compareAccount(wanted.accountNumber, entry.receiverAccountNumber);
	if (number !== 'same' || IBAN.test(plainAccount(wanted.accountNumber))) return number;
	const [bank, told] = [wanted.bic, entry.receiverBic].map((bic) => bic?.trim().toUpperCase());
	if (!bank || !told) return 'unsure';
	return bank.slice(0, 8) === told.slice(0, 8) ? 'same' : 'differs';
}

const IBAN = /^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$/;
const MASK = /[*•●#…_?]+|\.{2,}|[xX]{3,}/;

function compareAccount(wanted: string, told?: string): Likeness {
	if (!told?.trim()) return 'unsure';
	const one = plainAccount(wanted);
	if (MASK.test(told)) {
		const shown = told.split(MASK).map(plainAccount);
		const fits = one.startsWith(shown[0]!) && one.endsWith(shown.at(-1)!);
		return fits || !IBAN.test(one) ? 'unsure' : 'differs';
	}
	const other = plainAccount(told);
	if (one === other) return 'same';
	if (IBAN.test(one) && IBAN.test(other)) return 'differs';
	// A local number is shown with its bank's, with zeros before it, or as an IBAN.
	const digits = (text: string) => text.replace(/\D/g, '').replace(/^0+/, '');
	const [a, b] = [digits(one), digits(other)];
	const isPart = a === '' || b === '' || a.includes(b) || b.includes(a);
	return isPart || IBAN.test(one) !== IBAN.test(other) ? 'unsure' : 'differs';
}

/** What a ledger still tells of a payment: its amount, and its receiver's account masked but for the ends. */
interface Outline {
	amount: Money;
	receiver: string;
}

/** Whether an entry's amount or account shows that it is another payment than the one of an outline. */
export function isOtherThan({ amount, receiver }: Outline, entry: Entry): boolean {
	const told = entry.receiverAccountNumber ?? '';
	const isWhole = IBAN.test(plainAccount(told)) && !MASK.test(told);
	// Only between two IBANs do ends that do not fit prove anything.
	const account =
		isWhole && /^[A-Z]{2}\d{2}/i.test(receiver) ? compareAccount(told, receiver) : 'unsure';
	return isOther({ amount: compareAmount(amount, entry.amount), account });
}

function best(likenesses: Likeness[]): Likeness {
	return (['same', 'unsure'] as const).find((one) => likenesses.includes(one)) ?? 'differs';
}
