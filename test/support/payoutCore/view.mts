import fc from 'fast-check';
import type { Entry, EntryKind, JsonObject } from '../../../nodes/zen-client';
import { readEntry } from '../../../nodes/zen-client';
import type { Booked } from './VirtualBank.mts';

/** How ZEN shows what it has, for a while. */
export interface View {
	reference: 'shown' | 'none' | 'upper' | 'other';
	title: 'same' | 'upper' | 'spaced' | 'cut' | 'cutShort' | 'prefixed' | 'missing';
	account: 'same' | 'spaced' | 'masked' | 'missing';
	amount: 'same' | 'signed' | 'withFee' | 'missing';
	status: 'same' | 'unknown';
	direction: 'same' | 'missing' | 'swapped';
	date: 'same' | 'missing';
	/** Whether the list is sorted, and whether it says that it is. */
	order: 'said' | 'unsaid' | 'reversed' | 'reversedSaid';
	meta: 'told' | 'none' | 'withoutNext';
	/** So many entries of each list, the newest, and the word that these are all. */
	cut?: number;
	/** At least 2: of a list in pages of one, nothing tells the order. */
	pageSize: number;
	/** Another payment is made while the list is read. */
	shifts: boolean;
	/** The page of a look that cannot be read. */
	failsAt?: number;
	draftsServed: boolean;
}

/** Mostly as it should be. */
const mostly = <T,>(good: T, ...others: T[]) =>
	fc.oneof(
		{ weight: 3 * others.length, arbitrary: fc.constant(good) },
		...others.map(fc.constant<T>),
	);

const bentView: fc.Arbitrary<View> = fc.record({
	reference: fc.constantFrom('shown', 'none', 'none', 'upper', 'other'),
	title: mostly('same', 'upper', 'spaced', 'cut', 'cutShort', 'prefixed', 'missing'),
	account: mostly('same', 'spaced', 'masked', 'missing'),
	amount: mostly('same', 'signed', 'withFee', 'missing'),
	status: mostly('same', 'unknown'),
	direction: mostly('same', 'missing', 'swapped'),
	date: mostly('same', 'missing'),
	order: mostly('said', 'unsaid', 'reversed', 'reversedSaid'),
	meta: mostly('told', 'none', 'withoutNext'),
	cut: mostly<number | undefined>(undefined, 0, 1, 3),
	pageSize: fc.constantFrom(2, 3, 100),
	shifts: mostly(false, true),
	failsAt: mostly<number | undefined>(undefined, 1, 2),
	draftsServed: mostly(true, false),
});

/** Everything told, and nothing but the truth. */
export const PLAIN: View = {
	reference: 'shown',
	title: 'same',
	account: 'same',
	amount: 'same',
	status: 'same',
	direction: 'same',
	date: 'same',
	order: 'said',
	meta: 'told',
	pageSize: 100,
	shifts: false,
	draftsServed: true,
};

/** Every other one is plain, so that enough goes out. */
export const view: fc.Arbitrary<View> = fc.oneof(
	fc.record({ reference: fc.constantFrom<View['reference']>('shown', 'none') }).map((more) => ({
		...PLAIN,
		...more,
	})),
	bentView,
);

const STATUSES = {
	inProgress: 'IN_PROGRESS',
	settled: 'SETTLED',
	rejected: 'REJECTED',
	other: '?',
};
const OWN_ACCOUNT = 'LT121000011101001000';

/** One entry as ZEN tells it, read as the client reads it. */
export function shown(booked: Booked, view: View): Entry {
	const raw = rawOf(booked, view);
	return { ...readEntry(booked.kind, raw), raw };
}

function rawOf({ kind, id, order, direction, state, createdAt }: Booked, view: View): JsonObject {
	const swapped = { in: 'OUTGOING', out: 'INCOMING' }[direction];
	const told = { in: 'INCOMING', out: 'OUTGOING' }[direction];
	const [receiver, sender] = direction === 'in' ? [OWN_ACCOUNT, order] : [order, OWN_ACCOUNT];
	const numberOf = (side: typeof order | string) =>
		accountOf(typeof side === 'string' ? side : side.receiver.accountNumber, view);
	return {
		...(kind === 'draft' ? { draftId: id } : { id }),
		status: view.status === 'same' ? STATUSES[state] : 'QUEUED',
		...referenceOf(order.externalId, view),
		...(kind === 'payment' &&
			view.direction !== 'missing' && { direction: view.direction === 'same' ? told : swapped }),
		...amountOf(order.amount, view),
		...titleOf(order.title, view),
		receiver: { name: 'Somebody', ...numberOf(receiver) },
		sender: { name: 'Somebody else', ...numberOf(sender) },
		...(view.date === 'same' && { createdAt: new Date(createdAt).toISOString() }),
	};
}

function referenceOf(externalId: string, { reference }: View): JsonObject {
	if (externalId === '' || reference === 'none') return {};
	const told = { shown: externalId, upper: externalId.toUpperCase(), other: `E2E ${externalId}` };
	return { externalId: told[reference] };
}

const FEE = 0.2;

function amountOf({ value, currency }: Booked['order']['amount'], { amount }: View): JsonObject {
	if (amount === 'missing') return {};
	const withFee = (Number(value) + FEE).toFixed(2);
	const told = { same: value, signed: `-${value}`, withFee }[amount];
	return { amount: { value: told, currency } };
}

const CUT_AT = 35;
const CUT_SHORT_AT = 8;

function titleOf(title: string, view: View): JsonObject {
	const told = {
		same: title,
		upper: title.toUpperCase(),
		spaced: title.replaceAll(' ', '  '),
		cut: title.slice(0, CUT_AT),
		cutShort: title.slice(0, CUT_SHORT_AT),
		prefixed: `SEPA ${title}`,
		missing: undefined,
	}[view.title];
	return told === undefined ? {} : { title: told };
}

function accountOf(number: string, { account }: View): JsonObject {
	const told = {
		same: number,
		spaced: number.replace(/.{4}/g, '$& '),
		masked: `${number.slice(0, 4)}********${number.slice(-4)}`,
		missing: undefined,
	}[account];
	return told === undefined ? {} : { accountNumber: told };
}

/** Whether the look before the first sending can tell that an entry is, or may be, a payment. */
export function tells(view: View, listedAs: EntryKind, isAlike: boolean, title: string): boolean {
	if (view.cut !== undefined || view.direction === 'swapped' || view.reference === 'other')
		return false;
	if (listedAs === 'draft' && !view.draftsServed) return false;
	if (view.reference !== 'none') return true;
	const isTitled =
		['same', 'upper', 'spaced'].includes(view.title) ||
		view.title === 'cut' ||
		(view.title === 'cutShort' && title.length <= CUT_SHORT_AT);
	const isTold =
		['same', 'signed'].includes(view.amount) && ['same', 'spaced'].includes(view.account);
	return isAlike && isTitled && isTold;
}
