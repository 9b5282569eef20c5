import fc from 'fast-check';
import type { EntryKind, PaymentOrder } from '../../../nodes/zen-client';
import { ACCOUNTS } from './FakeZen.mts';
import type { PostFate } from './FakeZen.mts';
import type { StoreFault } from './MarksInMemory.mts';
import { view } from './view.mts';
import type { View } from './view.mts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** One payment of a run, and with which options. */
export interface Item {
	/** Its place among the orders of the story. */
	order: number;
	remember: boolean;
	looks: boolean;
	sendAgain: boolean;
	sendRejectedAgain: boolean;
	/** Names what it was taken for the last time, after a person has seen that this is another payment. */
	notSameAs: boolean;
}

/** What happens at the bank, without us. */
export interface BankEvent {
	kind: 'settle' | 'reject' | 'accept' | 'incoming' | 'foreign';
	/** Which of those that there are, or which order it is like. */
	which: number;
}

/** One execution of the node. */
export interface Run {
	/** Since the run before. */
	afterMs: number;
	events: BankEvent[];
	wipesMemory: boolean;
	/** How wrong the clock of this machine is. */
	clockMs: number;
	/** Whether ZEN tells its time. */
	tellsTime: boolean;
	view: View;
	fates: PostFate[];
	store?: StoreFault;
	items: Item[];
	/** Its items come one by one, from a loop, and not as a batch. */
	isLoop: boolean;
	/** Another execution with the same items checks them when this one does, and sends afterwards. */
	hasRival: boolean;
}

/** What companies pay over some days, and all that goes wrong meanwhile. */
export interface Story {
	orders: Array<{ kind: EntryKind; order: PaymentOrder }>;
	runs: Run[];
}

const seldom = fc.oneof(
	{ weight: 6, arbitrary: fc.constant(false) },
	{ weight: 1, arbitrary: fc.constant(true) },
);
const mostly = seldom.map((one) => !one);

const LONG = 'Services of the first quarter as agreed, part';

const order = fc.record({
	kind: fc.constantFrom<EntryKind>('payment', 'payment', 'draft'),
	order: fc
		.record({
			accountId: fc.constantFrom(ACCOUNTS[0]!, ACCOUNTS[0]!, ACCOUNTS[0]!, ACCOUNTS[1]!),
			externalId: fc.constantFrom('INV-1', 'inv–1 ', 'INV-2', 'INV-3'),
			value: fc.constantFrom('10.50', '10.50', '11.00', '950.00'),
			title: fc.constantFrom('Rent', 'Rent', `${LONG} 1`, `${LONG} 2`),
			number: fc.constantFrom(
				'LT601010012345678901',
				'LT601010012345678901',
				'LT601010012345678902',
			),
		})
		.map(
			({ accountId, externalId, value, title, number }): PaymentOrder => ({
				accountId,
				externalId,
				amount: { value, currency: 'EUR' },
				title,
				receiver: { name: 'Sample Supplier', accountNumber: number },
			}),
		),
});

/** What answers leave it open, or not, whether there is a payment. */
const STATUSES = [
	200, 302, 400, 401, 403, 404, 405, 406, 408, 409, 413, 415, 422, 425, 429, 500, 502, 503,
];

const fate: fc.Arbitrary<PostFate> = fc
	.record({
		answer: fc.oneof(
			{ weight: 4, arbitrary: fc.constant<PostFate['answer']>({ kind: 'made' }) },
			fc.constant<PostFate['answer']>({ kind: 'madeRejected' }),
			fc.constant<PostFate['answer']>({ kind: 'neverLeft' }),
			{ weight: 3, arbitrary: fc.constant<PostFate['answer']>({ kind: 'lost' }) },
			{ weight: 2, arbitrary: fc.constant<PostFate['answer']>({ kind: 'killed' }) },
			{
				weight: 3,
				arbitrary: fc
					.constantFrom(...STATUSES)
					.map((status): PostFate['answer'] => ({ kind: 'status', status })),
			},
		),
		isTaken: fc.boolean(),
		tookMs: fc.constantFrom(200, 200, 20 * SECOND, 119 * SECOND),
		takenAfterMs: fc.constantFrom(0, 0, 100, 118 * SECOND),
		// Up to what clocks and lists of a bank may be late at the most. Nothing can be promised of a bank
		// that lists a payment only once everything that waits for it has been waited for.
		lateMs: fc.constantFrom(0, 0, 0, 2 * SECOND, 15 * SECOND),
	})
	// A bank takes what it takes before the call is given up.
	.map((one) => ({ ...one, tookMs: Math.max(one.tookMs, one.takenAfterMs) }));

const store: fc.Arbitrary<StoreFault> = fc
	.record({
		kind: fc.constantFrom<StoreFault['kind']>('killed', 'killed', 'fails', 'stalls'),
		after: fc.nat(30),
		isDone: fc.boolean(),
		stays: fc.boolean(),
	})
	// A store that does its work each time and each time says that it failed makes facts up as well.
	.map((one) => ({ ...one, stays: one.stays && !one.isDone }));

const run = (orders: number): fc.Arbitrary<Run> =>
	fc.record({
		afterMs: fc.constantFrom(
			0,
			5 * SECOND,
			3 * MINUTE,
			11 * MINUTE,
			HOUR,
			DAY,
			3 * DAY,
			9 * DAY,
			70 * DAY,
		),
		events: fc.array(
			fc.record({
				kind: fc.constantFrom<BankEvent['kind']>(
					'settle',
					'reject',
					'reject',
					'accept',
					'incoming',
					'foreign',
				),
				which: fc.nat(5),
			}),
			{ maxLength: 2 },
		),
		wipesMemory: seldom,
		clockMs: fc.constantFrom(0, 0, 0, -5 * DAY, 2 * DAY, -400 * DAY, HOUR),
		tellsTime: mostly,
		view,
		fates: fc.array(fate, { maxLength: 3 }),
		store: fc.option(store, { nil: undefined, freq: 3 }),
		items: fc.array(
			fc.record({
				order: fc.nat(orders - 1),
				remember: mostly,
				looks: mostly,
				sendAgain: fc.boolean(),
				sendRejectedAgain: fc.boolean(),
				notSameAs: fc.boolean(),
			}),
			{ minLength: 1, maxLength: 3 },
		),
		isLoop: seldom,
		hasRival: seldom,
	});

/**
 * Only one process dies, or fails, at a call of the store. A store that can only add marks states each
 * fact twice, so that one which dies while it asks makes none up; two that die one after the other
 * while they ask about the same can.
 */
function withOneFailure({ orders, runs }: Story): Story {
	const isFailure = (fault?: StoreFault) => fault !== undefined && fault.kind !== 'stalls';
	const first = runs.findIndex(({ store: fault }) => isFailure(fault));
	const kept = runs.map((one, place) =>
		place > first && isFailure(one.store) ? { ...one, store: undefined } : one,
	);
	return { orders, runs: kept };
}

export const story: fc.Arbitrary<Story> = fc
	.array(order, { minLength: 1, maxLength: 4 })
	.chain((orders) =>
		fc.record({
			orders: fc.constant(orders),
			runs: fc.array(run(orders.length), { minLength: 2, maxLength: 7 }),
		}),
	)
	.map(withOneFailure);
