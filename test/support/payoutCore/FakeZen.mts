import { ZenError } from '../../../nodes/zen-client';
import type {
	Entry,
	EntryKind,
	EntryPage,
	Made,
	PaymentOrder,
	Zen,
} from '../../../nodes/zen-client';
import { outcomeOf } from '../../../nodes/zen-client/outcome';
import { Killed } from './MarksInMemory.mts';
import { shown } from './view.mts';
import type { View } from './view.mts';
import type { Booked, Post, VirtualBank, VirtualTime } from './VirtualBank.mts';

/** How ZEN, or the way there, deals with one request to make a payment. */
export interface PostFate {
	answer:
		| { kind: 'made' }
		| { kind: 'madeRejected' }
		| { kind: 'neverLeft' }
		| { kind: 'lost' }
		| { kind: 'killed' }
		| { kind: 'status'; status: number };
	/** Whether the bank has taken it, where the answer leaves that open. */
	isTaken: boolean;
	/** How long until the answer, or until it is given up, in ms. */
	tookMs: number;
	/** How long after that time began the bank takes it; at most as long. */
	takenAfterMs: number;
	/** How long the bank's list does not show it. */
	lateMs: number;
}

export const LONGEST_WRITE_MS = 120_000;
const READ_MS = 50;

/** Only what payouts use of ZEN, over a bank in memory. */
export class FakeZen {
	readonly drafts = {
		create: async (order: PaymentOrder) => await this.post('draft', order),
	};
	readonly connection: { baseUrl: string; corrections: string; longestWriteMs: number };
	/** Those that may be in the bank's books, whatever was answered. */
	readonly out: Array<{ post: Post; booked: Booked }> = [];
	/** What is told of the next request. */
	nextPost!: () => Post;
	private pages = 0;

	constructor(
		private readonly bank: VirtualBank,
		private readonly time: VirtualTime,
		private readonly ways: {
			baseUrl: string;
			view: View;
			fates: PostFate[];
			tellsTime: boolean;
			onShift: () => void;
		},
	) {
		this.connection = { corrections: '', baseUrl: ways.baseUrl, longestWriteMs: LONGEST_WRITE_MS };
	}

	asZen(): Zen {
		return this as unknown as Zen;
	}

	async preflight() {
		this.pass(READ_MS);
		const accounts = ACCOUNTS.map((accountId) => ({
			accountId,
			currency: 'EUR',
			available: '100000.00',
		}));
		return { accounts, raw: [], ...(this.ways.tellsTime && { zenTime: this.time.now }) };
	}

	async createPayment(order: PaymentOrder): Promise<Made> {
		return await this.post('payment', order);
	}

	async entry(kind: EntryKind, id: string) {
		this.pass(READ_MS);
		const booked = this.bank.books.find((one) => one.id === id && one.kind === kind);
		if (!booked) throw failure('GET', 404);
		const entry = shown(booked, this.ways.view);
		return { entry, raw: entry.raw! };
	}

	async entryPage(
		kind: EntryKind,
		accountId: string,
		{ cursor, limit = 100 }: { cursor?: string; limit?: number },
	): Promise<EntryPage> {
		this.pass(READ_MS);
		const { view } = this.ways;
		if (kind === 'draft' && !view.draftsServed) throw failure('GET', 404);
		if (view.failsAt !== undefined && ++this.pages % 3 === view.failsAt) throw failure('GET', 503);
		if (view.shifts && kind === 'payment' && cursor !== undefined) this.ways.onShift();
		const all = this.bank.listed(kind, accountId).slice(0, view.cut);
		if (view.order.startsWith('reversed')) all.reverse();
		const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
		const listed = all.slice(start, start + Math.min(limit, view.pageSize));
		const entries = listed.map((booked): Entry => shown(booked, view));
		const more = start + listed.length < all.length;
		const isNewestFirst = view.order === 'said' || view.order === 'reversedSaid';
		if (view.meta === 'none') return { entries };
		const next = more && view.meta === 'told' ? listed.at(-1)!.id : undefined;
		return { entries, more, next, isNewestFirst };
	}

	private async post(kind: EntryKind, order: PaymentOrder): Promise<Made> {
		const fate = this.ways.fates.shift() ?? GOOD;
		const { answer, tookMs, takenAfterMs } = fate;
		const post = this.nextPost();
		const isMade = answer.kind === 'made' || answer.kind === 'madeRejected';
		const isTaken = isMade || (fate.isTaken && mayBeTaken(answer));
		const state = answer.kind === 'madeRejected' ? 'rejected' : 'inProgress';
		const isBehind = takenAfterMs > tookMs || answer.kind === 'killed';
		let booked: Booked | undefined;
		if (isTaken) {
			const inMs = isMade ? 0 : takenAfterMs;
			if (!isBehind) this.pass(inMs);
			const later = isBehind ? inMs : 0;
			booked = this.bank.take(kind, order, post, { state, shownFrom: fate.lateMs }, later);
			this.out.push({ post, booked });
		}
		if (answer.kind === 'killed') throw new Killed();
		this.pass(isTaken && !isBehind && !isMade ? tookMs - takenAfterMs : tookMs);
		if (booked && isMade) return madeOf(booked, this.ways.view);
		throw answer.kind === 'status'
			? failure('POST', answer.status)
			: noAnswer(answer.kind !== 'neverLeft');
	}

	private pass(ms: number): void {
		this.time.pass(ms);
		this.bank.catchUp();
	}
}

export const ACCOUNTS = [
	'a0000000-0000-4000-8000-000000000001',
	'a0000000-0000-4000-8000-000000000002',
];
export const GOOD: PostFate = {
	answer: { kind: 'made' },
	isTaken: true,
	tookMs: 200,
	takenAfterMs: 0,
	lateMs: 0,
};

// What by its HTTP meaning was not even taken up. A bank that takes a payment and answers so cannot
// be dealt with by anybody.
const NOT_TAKEN_UP = [400, 401, 403, 404, 405, 406, 413, 414, 415, 422];

function mayBeTaken(answer: PostFate['answer']): boolean {
	if (answer.kind === 'neverLeft') return false;
	return answer.kind !== 'status' || !NOT_TAKEN_UP.includes(answer.status);
}

function madeOf(booked: Booked, view: View): Made {
	// An answer that differs from what was sent is no yes, see `readMade`; that is not tried here.
	const { entry, raw } = { entry: shown(booked, { ...view, status: 'same' }), raw: {} };
	return { entry: { ...entry, id: booked.id }, raw };
}

function failure(method: 'GET' | 'POST', status: number): ZenError {
	const ending = { kind: 'answer', status, readable: status >= 300 } as const;
	const outcome = outcomeOf(method, ending);
	return new ZenError(`ZEN answered ${status}`, { outcome, status, remedy: '' });
}

function noAnswer(written: boolean): ZenError {
	const outcome = outcomeOf('POST', { kind: 'noAnswer', code: 'ECONNRESET', written });
	return new ZenError('No answer', { outcome, remedy: '' });
}
