import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bank } from '../simulator/bank/Bank.mts';
import { page } from '../simulator/bank/history.mts';
import type { HistoryQuery } from '../simulator/bank/Payments.mts';
import { Clock } from '../simulator/Clock.mts';
import { ACCOUNT, defaultSeed, type PaymentSeed } from '../simulator/index.mts';
import { inventedHistory } from '../simulator/seed/history.mts';
import { paymentBody } from '../simulator/support/Caller.mts';

const NOW = new Date('2026-09-15T12:00:00Z');
const settings = { settleAfterMs: 0, bookingLagMs: 0 };
const { accounts } = defaultSeed(NOW);
const main = { accountId: ACCOUNT.main };

function open(payments: PaymentSeed[]): Bank {
	const clock = new Clock(() => NOW);
	return new Bank({ accounts, payments }, clock, { settings, onStatus: () => undefined });
}

function pages(bank: Bank, query: Omit<HistoryQuery, 'accountId'>, limit: number) {
	const all: string[][] = [];
	for (let lastEntryId: string | undefined, more = true; more; ) {
		const asked = { ...main, ...query, ...(lastEntryId && { lastEntryId }) };
		const { data, meta } = page(bank.payments.history(asked), limit);
		all.push(data.map(({ id }) => id));
		lastEntryId = meta.lastEntryId ?? undefined;
		more = meta.hasNext;
	}
	return all;
}

const DAYS = ['2026-09-01', '2026-09-02', '2026-09-03', '2026-09-09'];
const day = fc.constantFrom(...DAYS);
const time = fc
	.tuple(day, fc.constantFrom('00:00:00', '10:00:00', '23:59:59'))
	.map(([on, at]) => `${on}T${at}Z`);
const past = fc.record<PaymentSeed>({
	id: fc.uuid(),
	accountId: fc.constantFrom(ACCOUNT.main, ACCOUNT.payroll),
	direction: fc.constant('INCOMING'),
	amount: fc.constant('1.00'),
	counterparty: fc.constant({ name: 'Example Payer' }),
	createdAt: time,
	bookedAt: fc.option(time),
});

/** The same, the slow way: everything sorted and looked at. */
function slowly(payments: PaymentSeed[], from?: string, to?: string): string[] {
	return [...payments]
		.reverse()
		.sort((one, other) => other.createdAt.localeCompare(one.createdAt))
		.filter(({ accountId }) => accountId === ACCOUNT.main)
		.filter(({ bookedAt }) => {
			if (from === undefined && to === undefined) return true;
			const on = bookedAt?.slice(0, 10);
			return on !== undefined && on >= (from ?? on) && on <= (to ?? on);
		})
		.map(({ id }) => id ?? '');
}

describe('pages', () => {
	it('hold what sorting everything would give, in any order of seed and between any days', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(past, { selector: ({ id }) => id, maxLength: 30 }),
				fc.option(day, { nil: undefined }),
				fc.option(day, { nil: undefined }),
				fc.integer({ min: 1, max: 7 }),
				(payments, from, to, limit) => {
					const query = { ...(from && { bookedAtFrom: from }), ...(to && { bookedAtTo: to }) };
					const found = pages(open(payments), query, limit);
					expect(found.flat()).toEqual(slowly(payments, from, to));
					expect(found.slice(0, -1).every(({ length }) => length === limit)).toBe(true);
				},
			),
		);
	});

	it('list a payment under the day on which it is booked, from then on', () => {
		const bank = open([]);
		const { id } = bank.pay(paymentBody() as never);
		expect(pages(bank, { bookedAtFrom: '2026-09-15' }, 10)).toEqual([[]]);
		bank.payments.settle(id);
		expect(pages(bank, { bookedAtFrom: '2026-09-15' }, 10)).toEqual([[id]]);
	});

	it('go on behind a draft that was deleted in between', () => {
		const bank = open([]);
		const ids = [1, 2, 3, 4].map(() => bank.saveDraft(paymentBody() as never).id).reverse();
		const shown = (after?: string) =>
			page(bank.drafts.list(ACCOUNT.main, after), 2).data.map(({ id }) => id);
		expect(shown()).toEqual(ids.slice(0, 2));
		bank.drafts.delete(ids[1] ?? '');
		expect(shown(ids[1])).toEqual(ids.slice(2));
		expect(shown()).toEqual([ids[0], ids[2]]);
	});
});

describe('100,000 payments', () => {
	const usual = { ...main, currency: 'EUR', channel: 'SEPA', fee: '0.20', days: 90, seed: 1 };
	const cpuMs = (work: () => void) => {
		const start = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(start);
		return (user + system) / 1000;
	};
	const opened = (count: number) => open(inventedHistory({ ...usual, count, until: NOW }));

	// Time of this process, which others on the machine do not lengthen.
	it('are there in less than 5 seconds', () => {
		let bank: Bank | undefined;
		expect(cpuMs(() => (bank = opened(100_000)))).toBeLessThan(5000);
		expect(bank?.payments.all).toHaveLength(100_000);
	});

	it.each([
		['all of them', {}],
		['those of the last days', { bookedAtFrom: '2026-09-01', bookedAtTo: '2026-09-15' }],
	])('cost no more a page than 1,000 do: %s', (_name, query) => {
		const [few, many] = [opened(1000), opened(100_000)];
		const read = (bank: Bank) =>
			cpuMs(() => {
				for (let round = 0; round < 300; round++) {
					let cursor: Pick<HistoryQuery, 'lastEntryId'> = {};
					for (let left = 5; left > 0; left--) {
						const { meta } = page(bank.payments.history({ ...main, ...query, ...cursor }), 20);
						cursor = meta.lastEntryId ? { lastEntryId: meta.lastEntryId } : {};
					}
				}
			});
		read(few); // not measured: the first run is the compiler's
		// Sorting and looking through all of them took more than 20 times as long.
		expect(read(many)).toBeLessThan(5 * read(few));
	});
});
