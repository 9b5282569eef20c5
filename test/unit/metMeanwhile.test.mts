import { describe, expect, it } from 'vitest';
import type { PaymentOrder, Surroundings } from '../../nodes/zen-client';
import { MarkLedger } from '../../nodes/zen-ledger';
import { NO_RULES, PayoutError, PayoutSession, toPayout } from '../../nodes/zen-payout';
import type { Ledger } from '../../nodes/zen-payout';
import { ACCOUNTS, FakeZen, GOOD } from '../support/payoutCore/FakeZen.mts';
import type { PostFate } from '../support/payoutCore/FakeZen.mts';
import { MarksInMemory } from '../support/payoutCore/MarksInMemory.mts';
import { PLAIN } from '../support/payoutCore/view.mts';
import { VirtualBank, VirtualTime } from '../support/payoutCore/VirtualBank.mts';

// Two executions pay the same at one time, and ZEN's list tells no references. What the one has paid
// after the other asked the memory is in the list that the other then reads, as a stranger's payment.

const baseUrl = 'https://bank.example';
const order: PaymentOrder = {
	accountId: ACCOUNTS[0]!,
	externalId: 'MET-1',
	amount: { value: '10.50', currency: 'EUR' },
	title: 'Rent of March',
	receiver: { name: 'Sample Supplier', accountNumber: 'LT601010012345678901' },
};
const lost: PostFate = { ...GOOD, answer: { kind: 'lost' } };
const unsent: PostFate = { ...GOOD, answer: { kind: 'neverLeft' }, isTaken: false };

function twoExecutions({ fate = GOOD, remember = true } = {}) {
	const time = new VirtualTime(Date.parse('2026-03-10T11:00:00Z'));
	const bank = new VirtualBank(time);
	const marks = new MarksInMemory(time);
	marks.begin();
	const surroundings: Surroundings = {
		now: () => time.now,
		sleep: async (ms) => time.pass(ms),
		random: () => 0.5,
	};
	const execution = (
		name: string,
		fates: PostFate[],
		lookUp?: (ledger: Ledger) => Ledger['lookUp'],
	) => {
		const zen = new FakeZen(bank, time, {
			baseUrl,
			view: { ...PLAIN, reference: 'none' },
			fates,
			tellsTime: true,
			onShift: () => {},
		});
		const payout = toPayout('payment', order, {
			remember,
			lookBackDays: 7,
			sendRejectedAgain: false,
			checkBalance: true,
			limits: {},
		});
		const { key, fingerprint } = payout;
		zen.nextPost = () => ({
			number: 1,
			sentAt: time.now,
			key,
			fingerprint,
			promiseAfter: () => undefined,
		});
		const ledger = new MarkLedger(marks, baseUrl, surroundings);
		if (lookUp) ledger.lookUp = lookUp(ledger);
		const totals = { of: () => 0n, add: () => {} };
		const session = new PayoutSession({
			zen: zen.asZen(),
			ledger,
			surroundings,
			execution: name,
			totals,
			rules: NO_RULES,
		});
		const pay = async () => {
			const wrong = await session.check([payout]);
			for (const error of wrong.values()) throw error;
			await session.send(payout);
			return await session.end(payout);
		};
		return { pay, zen };
	};
	const other = execution('other', [fate]);
	let asked = 0;
	/** The other one begins and ends between this one's question to its memory and its look at ZEN. */
	const mine = execution('mine', [], (ledger) => {
		const lookUp = ledger.lookUp.bind(ledger);
		return async (payouts) => {
			const told = await lookUp(payouts);
			if (++asked === 1) await other.pay().catch(() => {});
			return told;
		};
	});
	return { ...mine, bank };
}

describe('A payment that another execution begins with while this one looks', () => {
	it('is told as sent before, not as one like it', async () => {
		const { pay, zen, bank } = twoExecutions();
		expect(await pay()).toMatchObject({ outcome: 'alreadySent' });
		expect(zen.out).toEqual([]);
		expect(bank.books).toHaveLength(1);
	});

	it('is found at ZEN when its answer was lost', async () => {
		const { pay, zen, bank } = twoExecutions({ fate: lost });
		const end = await pay().then(
			({ outcome, id }) => ({ outcome, id }),
			({ end }: PayoutError) => ({ outcome: end.outcome, id: end.paymentId }),
		);
		expect(end).toEqual({ outcome: 'alreadySent', id: bank.books[0]!.id });
		expect(zen.out).toEqual([]);
	});

	it('is sent when the other one could not send it', async () => {
		const { pay, zen } = twoExecutions({ fate: unsent });
		expect(await pay()).toMatchObject({ outcome: 'accepted' });
		expect(zen.out).toHaveLength(1);
	});

	it('stays one like it where nothing is remembered', async () => {
		const { pay, zen } = twoExecutions({ remember: false });
		await expect(pay()).rejects.toMatchObject({
			end: { outcome: 'notSent', reason: 'possibleDuplicate' },
		});
		expect(zen.out).toEqual([]);
	});

	it('stays one like it where the payment in the list is a stranger’s', async () => {
		const { pay, zen, bank } = twoExecutions({ fate: unsent });
		bank.add({ ...order, externalId: '' }, 'out');
		await expect(pay()).rejects.toMatchObject({
			end: { outcome: 'notSent', reason: 'possibleDuplicate' },
		});
		expect(zen.out).toEqual([]);
	});
});
