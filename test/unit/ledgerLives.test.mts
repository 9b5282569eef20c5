import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MarkLedger } from '../../nodes/zen-ledger';
import type { Remembered } from '../../nodes/zen-payout';
import { Killed, MarksInMemory } from '../support/MarksInMemory.mts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const LEAST_AGE_MS = 600_000;
const RUNS = Number(process.env.LEDGER_RUNS ?? 3_000);

const payout = (key: string, fingerprint: string): Remembered => ({
	key,
	fingerprint,
	likeness: fingerprint,
});
/** Two under one reference, and one like the first of them under another. */
const PAYMENTS = [payout('A', 'x'), payout('A', 'y'), payout('B', 'x')];

interface Step {
	payment: Remembered;
	/** What ZEN does with it. */
	fate: 'accepted' | 'refused' | 'unknown';
}

/** One memory, and what has become of the payments in truth. */
class Life {
	readonly marks = new MarksInMemory();
	now = Date.parse('2026-03-10T12:00:00Z');
	ledger = this.open();
	/** What went out, and when; and what of that ZEN has told to have taken. */
	readonly out = new Map<Remembered, number>();
	readonly taken = new Set<Remembered>();
	/** Of which that is written down. */
	readonly noted = new Set<Remembered>();

	open(marks = this.marks): MarkLedger {
		return new MarkLedger(marks, 'home', { now: () => this.now, sleep: async () => {} });
	}

	readonly at = () => this.now;

	isKeyOut({ key }: Remembered): boolean {
		return [...this.out.keys()].some((one) => one.key === key);
	}

	/** Whether a look at ZEN from a day on finds something. Where that is not known, it looks at all. */
	async finds(isIt: (payment: Remembered) => boolean, firstDay?: string): Promise<boolean> {
		const since = firstDay === undefined ? -Infinity : Date.parse(firstDay) - 2 * DAY_MS;
		return [...this.out].some(([payment, at]) => isIt(payment) && at >= since);
	}

	async send({ payment, fate }: Step, takeBack: () => Promise<void>): Promise<void> {
		if (fate === 'refused') return await takeBack();
		this.out.set(payment, this.now);
		if (fate === 'unknown') return await this.ledger.leaveOpen(payment, this.at);
		await this.settle(payment);
	}

	async settle(payment: Remembered): Promise<void> {
		this.taken.add(payment);
		await this.ledger.settle(payment, { id: payment.fingerprint });
		this.noted.add(payment);
	}
}

const DEEDS = {
	pays: async (life: Life, one: Step) => {
		const { ledger, at } = life;
		const [standing] = await ledger.lookUp([one.payment]);
		if (standing!.state !== 'fresh') return;
		if ((await ledger.claim(one.payment, at)).state !== 'fresh') return;
		expect(life.isKeyOut(one.payment)).toBe(false);
		await life.send(one, async () => await ledger.release(one.payment));
	},
	/** Or finds it at ZEN. */
	sendsAgain: async (life: Life, one: Step) => {
		const { ledger, at } = life;
		const [standing] = await ledger.lookUpAll([one.payment]);
		if (standing!.state !== 'open' || !standing!.same) return;
		const { firstDay } = await ledger.attemptsOf(one.payment, life.now);
		if (await life.finds((payment) => payment === one.payment, firstDay)) {
			await life.settle(one.payment);
			return;
		}
		if (standing!.isUnsure) return;
		expect(life.isKeyOut(one.payment)).toBe(false);
		if (!(await ledger.claimAgain(one.payment, standing!, at))) return;
		await life.send(one, async () => await ledger.releaseAgain(one.payment, standing!));
	},
	/** A person who sees at ZEN what is there. */
	resolves: async (life: Life, { payment }: Step) => {
		const under = await life.ledger.under(payment.key, life.now);
		if (under.state !== 'open' || under.agoMs < LEAST_AGE_MS) return;
		if (await life.finds(({ key }) => key === payment.key, under.firstDay)) return;
		if (await life.ledger.resolve(payment.key, under)) expect(life.isKeyOut(payment)).toBe(false);
	},
	asksInFull: async ({ ledger }: Life, { payment }: Step) => await ledger.lookUpAll([payment]),
	dates: async (life: Life, { payment }: Step) => await life.ledger.attemptsOf(payment, life.now),
	recognises: async ({ ledger }: Life, { payment }: Step) =>
		await ledger.recognise(payment, [{ id: 'x' }, { id: 'y' }]),
	asksByKey: async (life: Life, { payment }: Step) =>
		await life.ledger.under(payment.key, life.now),
};

const step = fc.record({
	does: fc.constantFrom<keyof typeof DEEDS>(
		...(['pays', 'pays', 'pays', 'sendsAgain', 'resolves'] as const),
		...(['asksInFull', 'dates', 'recognises', 'asksByKey'] as const),
	),
	payment: fc.constantFrom(...PAYMENTS),
	fate: fc.constantFrom<Step['fate']>('accepted', 'accepted', 'refused', 'unknown'),
	/** After how many calls of the store the process is killed. */
	callsLeft: fc.oneof(fc.constant(Infinity), fc.nat(14)),
	daysLater: fc.constantFrom(0, 0, 0, 1, 9, 100),
	isNewProcess: fc.boolean(),
});

type Deed = typeof step extends fc.Arbitrary<infer T> ? T : never;
const whole = { callsLeft: Infinity, daysLater: 0 as const, isNewProcess: false };
const [ax, ay] = PAYMENTS as [Remembered, Remembered];
// A payment that is open for longer than days are known, then a claim of its reference for another one
// that is killed: the day of that is not the payment's.
const brokenOffLater = (does: Deed['does']): Deed[] => [
	{ does: 'pays', payment: ax, fate: 'unknown', ...whole },
	{ does: 'asksByKey', payment: ax, fate: 'accepted', ...whole, daysLater: 100 },
	{ ...whole, does: 'pays', payment: ay, fate: 'accepted', callsLeft: 4, isNewProcess: true },
	{ does, payment: ax, fate: 'accepted', ...whole },
];

it('knows what was sent, and nothing else, whatever processes did that were killed', async () => {
	const seen = new Map<string, number>();
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
			const life = new Life();
			for (const one of steps) {
				life.now += one.daysLater * DAY_MS + HOUR_MS;
				if (one.isNewProcess) life.ledger = life.open();
				life.marks.callsLeft = one.callsLeft;
				await DEEDS[one.does](life, one).catch((error: unknown) => {
					if (!(error instanceof Killed)) throw error;
					life.ledger = life.open();
				});
				life.marks.callsLeft = Infinity;
				for (const payment of PAYMENTS) {
					const ledger = life.open(MarksInMemory.with(life.marks.marks));
					const standing = await ledger.claim(payment, life.at);
					seen.set(standing.state, (seen.get(standing.state) ?? 0) + 1);
					if (life.out.has(payment)) expect(standing.state).not.toBe('fresh');
					const isKnown = standing.state !== 'fresh' && standing.same && !standing.isUnsure;
					// Or it would be sent again where ZEN does not list it any more.
					if (life.noted.has(payment) && isKnown) expect(standing.state).toBe('settled');
					if (standing.state === 'settled' && standing.same) {
						expect(life.taken).toContain(payment);
					}
				}
			}
		}),
		{ numRuns: RUNS, examples: [[brokenOffLater('resolves')], [brokenOffLater('sendsAgain')]] },
	);
	for (const state of ['fresh', 'open', 'settled']) expect(seen.get(state)).toBeGreaterThan(RUNS);
});
