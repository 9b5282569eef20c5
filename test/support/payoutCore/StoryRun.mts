import { Explained, InputError } from '../../../nodes/zen-client';
import type { Surroundings } from '../../../nodes/zen-client';
import { MarkLedger } from '../../../nodes/zen-ledger';
import {
	NO_RULES,
	outcomeAfter,
	PayoutError,
	PayoutSession,
	toPayout,
} from '../../../nodes/zen-payout';
import type { Outcome, Payout, Sent } from '../../../nodes/zen-payout';
import { FakeZen } from './FakeZen.mts';
import type { PostFate } from './FakeZen.mts';
import { Killed, MarksInMemory } from './MarksInMemory.mts';
import type { Item, Run, Story } from './scenario.mts';
import { tells } from './view.mts';
import { VirtualBank, VirtualTime } from './VirtualBank.mts';
import type { Booked, Post } from './VirtualBank.mts';

const DAY_MS = 86_400_000;
const LOOK_BACK_DAYS = 7;
/** For so long a walk of another execution is gone on with, and with it what was shown then. */
const WALK_MS = 600_000;

/** How one payment of a run ended. */
export interface End {
	item: Item;
	payout: Payout;
	outcome: Outcome;
	/** Of the payment that it is said to be. */
	id?: string;
	sent?: Sent;
	message: string;
	/** What this very attempt may have brought into the books. */
	out: Booked[];
	run: Run;
}

let banks = 0;

/** Plays a story, and keeps what the bank and the node made of it. */
export class StoryRun {
	readonly time = new VirtualTime(Date.parse('2026-03-10T11:00:00Z'));
	readonly bank = new VirtualBank(this.time);
	readonly marks = new MarksInMemory(this.time);
	readonly ends: End[] = [];
	/** Some of what was sent is not in the memory. */
	hasForgotten = false;
	/** ZEN has said of payments that they go the other way. */
	hasSwapped = false;
	/** ZEN has told references. */
	hasTold = false;
	private readonly baseUrl = `https://bank-${++banks}.example`;
	private readonly takenFor = new Map<string, string>();
	/** By the payments that entries were taken for: more than one makes the memory wrong of them. */
	private readonly names = new Map<string, Set<string>>();
	private posts = 0;
	private lastClock = -Infinity;
	/** ZEN showed something that it is not, in a walk that is still gone on with. */
	private walkHides: Run[] = [];

	constructor(private readonly story: Story) {}

	/** @param check is called after each payment */
	async play(check: (end: End, story: StoryRun) => void): Promise<void> {
		for (const [number, run] of this.story.runs.entries()) {
			this.begin(run);
			await this.execute(run, `run ${number}`, check).catch((error) => {
				if (!(error instanceof Killed)) throw error;
			});
			this.lastClock = this.time.now + run.clockMs;
			// What was on its way when a process died arrives.
			this.bank.catchUp();
		}
		this.time.pass(DAY_MS);
		this.bank.catchUp();
	}

	private begin(run: Run): void {
		this.time.pass(run.afterMs);
		this.bank.catchUp();
		const clock = this.time.now + run.clockMs;
		if (Math.abs(clock - this.lastClock) >= WALK_MS) this.walkHides = [];
		this.walkHides.push(run);
		if (run.view.direction === 'swapped') this.hasSwapped = true;
		if (run.view.reference !== 'none') this.hasTold = true;
		if (run.wipesMemory) {
			this.marks.wipe();
			this.hasForgotten = true;
		}
		this.marks.begin(run.store);
		for (const event of run.events) this.happen(event.kind, event.which);
	}

	private happen(kind: Run['events'][number]['kind'], which: number): void {
		const ours = this.bank.books.filter(({ state }) => state === 'inProgress');
		const one = ours[which % ours.length];
		const { order } = this.story.orders[which % this.story.orders.length]!;
		if (kind === 'incoming') this.bank.add(order, 'in');
		// Made in the portal, where nobody types a reference of ours.
		if (kind === 'foreign') this.bank.add({ ...order, externalId: '' }, 'out');
		if (!one) return;
		if (kind === 'settle' && one.kind === 'payment') one.state = 'settled';
		if (kind === 'reject' && one.kind === 'payment') one.state = 'rejected';
		if (kind === 'accept' && one.kind === 'draft') this.bank.accept(one);
	}

	private async execute(
		run: Run,
		execution: string,
		check: (end: End, story: StoryRun) => void,
	): Promise<void> {
		const fates = [...run.fates];
		const batches = run.isLoop ? run.items.map((item) => [item]) : [run.items];
		for (const items of batches) {
			const names = run.hasRival ? [execution, `rival of ${execution}`] : [execution];
			const actors = names.map((name) => this.actor(run, name, items, fates));
			for (const actor of actors) await actor.checkAll();
			for (const place of items.keys()) {
				for (const actor of actors) check(await actor.send(place), this);
			}
		}
	}

	private actor(run: Run, execution: string, items: Item[], fates: PostFate[]) {
		const { time, bank, marks } = this;
		const onShift = () => {
			bank.add({ ...this.story.orders[0]!.order, externalId: '', title: 'Other' }, 'out');
		};
		const { view, tellsTime } = run;
		const zen = new FakeZen(bank, time, { baseUrl: this.baseUrl, view, fates, tellsTime, onShift });
		const surroundings: Surroundings = {
			now: () => time.now + run.clockMs,
			sleep: async (ms) => {
				time.pass(ms);
				bank.catchUp();
			},
			random: () => 0.5,
		};
		const totals = { of: () => 0n, add: () => {} };
		const ledger = new MarkLedger(marks, this.baseUrl, surroundings);
		const session = new PayoutSession({
			zen: zen.asZen(),
			ledger,
			surroundings,
			execution,
			totals,
			rules: NO_RULES,
		});
		const payouts = items.map((item) => this.payout(item));
		let wrong = new Map<number, Error>();
		let checkedAt = 0;
		const checkAll = async () => {
			checkedAt = time.now;
			wrong = await session.check(payouts).catch((error: Error) => {
				if (error instanceof Killed) throw error;
				return new Map(payouts.map((_payout, place) => [place, error]));
			});
		};
		const send = async (place: number): Promise<End> => {
			const [payout, item] = [payouts[place]!, items[place]!];
			const before = zen.out.length;
			zen.nextPost = () => this.post(payout, run, checkedAt);
			const refusal = wrong.get(place);
			const work = refusal ? Promise.reject(refusal) : this.sendAndNote(session, payout);
			const end = await work.then(
				(sent) => ({ outcome: sent.outcome, id: sent.id, sent, message: sent.message ?? '' }),
				(error) => ended(error, !refusal),
			);
			const out = zen.out.slice(before).map(({ booked }) => booked);
			return this.note({ ...end, item, payout, out, run });
		};
		return { checkAll, send };
	}

	private async sendAndNote(session: PayoutSession, payout: Payout): Promise<Sent> {
		await session.send(payout);
		return await session.end(payout);
	}

	private note(end: End): End {
		const { payout, outcome, id } = end;
		if (id !== undefined && outcome === 'notSent') this.takenFor.set(payout.key, id);
		if (outcome === 'alreadySent') {
			const found = this.bank.alive(payout.key).map((one) => one.id);
			for (const one of id === undefined ? [] : [id]) this.nameOf(one).add(payout.key);
			for (const one of found) this.nameOf(one).add(payout.key);
		}
		this.ends.push(end);
		return end;
	}

	private nameOf(id: string): Set<string> {
		const names = this.names.get(id) ?? new Set<string>();
		this.names.set(id, names);
		return names;
	}

	private payout(item: Item): Payout {
		const { kind, order } = this.story.orders[item.order]!;
		const payout = toPayout(kind, order, {
			remember: item.remember,
			lookBackDays: item.looks ? LOOK_BACK_DAYS : undefined,
			sendAgainAfterMs: item.sendAgain ? 0 : undefined,
			sendRejectedAgain: item.sendRejectedAgain && kind === 'payment',
			checkBalance: true,
			limits: {},
		});
		const taken = this.takenFor.get(payout.key);
		// Whoever looks in the portal sees which payment it is.
		const isOther = this.bank.books.find(({ id }) => id === taken)?.key !== payout.key;
		return { ...payout, ...(item.notSameAs && taken && isOther && { notSameAs: [taken] }) };
	}

	private post(
		{ key, fingerprint, order, likeness, ...payout }: Payout,
		run: Run,
		checkedAt: number,
	): Post {
		const { generation } = this.marks;
		if (!payout.remember) this.hasForgotten = true;
		const walks = [...this.walkHides];
		const post = { number: ++this.posts, sentAt: this.time.now, key, fingerprint };
		this.remembered.set(post.number, payout.remember ? generation : -1);
		const isListUsed = payout.sendAgainAfterMs !== undefined || payout.sendRejectedAgain;
		return {
			...post,
			promiseAfter: (earlier) => {
				const before = earlier.post!;
				// 1. The memory: it is whole, and both were to be remembered. What is sent again on purpose
				// goes by the list, so that one must not hide anything.
				const isRemembered = payout.remember && this.remembered.get(before.number) === generation;
				// Money that comes in with a sum of its own is not it: or anybody could hold up a payment.
				const { view } = run;
				const isBent = view.direction === 'swapped' && view.amount !== 'same';
				const isHidden = view.cut !== undefined || isBent;
				if (isRemembered && !(isListUsed && isHidden)) return 'the memory knew it';
				// 2. The look: it was there to be seen when it was looked, in what was read just then and in
				// what was read before and is still gone on with. It is looked through for each account.
				const isThere =
					payout.lookBackDays !== undefined &&
					earlier.shownFrom <= checkedAt &&
					earlier.createdAt > checkedAt - LOOK_BACK_DAYS * DAY_MS &&
					earlier.order.accountId === order.accountId;
				const isAlike = earlier.likeness === likeness;
				const isTold = walks.every(({ view }) => tells(view, earlier.kind, isAlike, order.title));
				// An entry that the memory takes for another payment is left out. It does so wrongly only when
				// it had been lost before, and nothing but their reference tells the two apart.
				const isKnownAsOther = [...this.nameOf(earlier.id)].some((one) => one !== key);
				// What is sent again is looked for where and when its own attempts may be. Others of its
				// reference, that nobody remembers, are seen by that reference, and among payments.
				const isNameless = walks.some(({ view }) => view.reference === 'none');
				const isDraft = earlier.kind === 'draft' && payout.kind === 'payment';
				const isPassedOver = isListUsed && (isNameless || isDraft);
				if (isThere && isTold && !isKnownAsOther && !isPassedOver) return 'the look could see it';
				return undefined;
			},
		};
	}

	/** The life of the memory in which a request was noted, by its number. */
	private readonly remembered = new Map<number, number>();
}

function ended(error: unknown, tried: boolean) {
	if (error instanceof Killed) throw error;
	if (!(error instanceof Explained || error instanceof InputError)) throw error;
	const id = error instanceof PayoutError ? (error.end.paymentId ?? error.end.draftId) : undefined;
	return { outcome: outcomeAfter(error, tried), id, message: error.message };
}
