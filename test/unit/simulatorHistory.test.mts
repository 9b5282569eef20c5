import { isValidIBAN } from 'ibantools';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, defaultSeed, type Seed, Simulator } from '../simulator/index.mts';
import { Caller } from '../simulator/support/Caller.mts';
import { pdfText } from '../simulator/support/pdfText.mts';

interface Entry {
	id: string;
	title: string | null;
	status: string;
	createdAt: string;
	bookedAt: string | null;
}

interface Page {
	data: Entry[];
	meta: { lastEntryId: string | null; hasNext: boolean; direction: string; sortedBy: string };
}

const NOW = new Date('2026-09-15T12:00:00.500Z');

let simulator: Simulator;
let caller: Caller;

beforeAll(async () => {
	simulator = await Simulator.start({ clock: () => NOW });
	caller = new Caller(simulator);
});

beforeEach(() => simulator.seed(defaultSeed(NOW)));

afterAll(async () => {
	await caller.close();
	await simulator.stop();
});

const list = async (query: string, accountId: string = ACCOUNT.main) =>
	await caller.get(`/payments/v1.0?accountId=${accountId}${query}`);

async function page(query = '', accountId?: string): Promise<Page> {
	const answer = await list(query, accountId);
	expect(answer.status, answer.text).toBe(200);
	return answer.json<Page>();
}

async function pages(query: string, limit: number): Promise<Page[]> {
	const all: Page[] = [];
	let cursor = '';
	do {
		const next = await page(`${query}&limit=${limit}${cursor}`);
		all.push(next);
		cursor = `&lastEntryId=${next.meta.lastEntryId}`;
	} while (all.at(-1)?.meta.hasNext && all.length < 50);
	return all;
}

const entries = (all: Page[]) => all.flatMap(({ data }) => data);

describe('the history', () => {
	it('comes newest first, up to 100 at a time, with the cursor', async () => {
		const { data, meta } = await page();
		expect(data).toHaveLength(100);
		expect(meta).toEqual({
			lastEntryId: data[99]?.id,
			hasNext: true,
			direction: 'DESC',
			sortedBy: 'createdAt',
		});
		const times = data.map(({ createdAt }) => createdAt);
		expect(times).toEqual([...times].sort().reverse());
		expect(times.every((time) => /T\d\d:\d\d:\d\dZ$/.test(time))).toBe(true);
	});

	it.each([7, 50, 100])('in pages of %i covers every payment once', async (limit) => {
		const all = await pages('', limit);
		const ids = entries(all).map(({ id }) => id);
		expect(ids).toHaveLength(250);
		expect(new Set(ids).size).toBe(250);
		expect(all.at(-1)?.meta.hasNext).toBe(false);
	});

	it('does not slip when payments come in between two pages', async () => {
		const first = await page('&limit=10');
		simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' });
		const second = await page(`&limit=10&lastEntryId=${first.meta.lastEntryId}`);
		const again = await page('&limit=21');
		expect([...first.data, ...second.data]).toEqual(again.data.slice(1));
	});

	it('keeps apart payments of the same second', async () => {
		const made = ['1', '2', '3', '4', '5'].map((title) =>
			simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00', title }),
		);
		const all = await pages('&bookedAtFrom=2026-09-15', 2);
		expect(
			entries(all)
				.map(({ id }) => id)
				.slice(0, 5),
		).toEqual(made.map(({ paymentId }) => paymentId).reverse());
	});

	it('knows each account only its own', async () => {
		expect((await page('', ACCOUNT.payroll)).data).toHaveLength(12);
		expect(await page('', ACCOUNT.dollar)).toEqual({
			data: [],
			meta: { lastEntryId: null, hasNext: false, direction: 'DESC', sortedBy: 'createdAt' },
		});
	});

	it('is the same at each start and ends before it', () => {
		expect(defaultSeed(NOW)).toEqual(defaultSeed(NOW));
		const { payments = [] } = defaultSeed(NOW);
		expect(payments.every(({ bookedAt }) => new Date(bookedAt ?? '') < NOW)).toBe(true);
	});

	it('names invented parties whose IBANs pass the checksum', () => {
		const { accounts, payments = [] } = defaultSeed(NOW);
		const ibans = [
			...accounts.map(({ iban }) => iban),
			...payments.map(({ counterparty }) => counterparty.accountNumber ?? counterparty.iban ?? ''),
		];
		expect(ibans).toHaveLength(accounts.length + payments.length);
		expect(ibans.filter((iban) => !isValidIBAN(iban))).toEqual([]);
	});

	describe('between booking dates', () => {
		const at = (day: string, bookedAt: string | null, title: string) => ({
			accountId: ACCOUNT.main,
			direction: 'INCOMING' as const,
			amount: '1.00',
			title,
			createdAt: `2026-09-${day}T10:00:00Z`,
			bookedAt,
			counterparty: { name: 'Example Payer' },
		});
		const seed: Seed = {
			accounts: defaultSeed(NOW).accounts,
			payments: [
				at('01', '2026-09-01T00:00:00Z', 'first second'),
				at('01', '2026-09-01T23:59:59Z', 'last second'),
				at('01', '2026-09-02T00:00:00Z', 'next day'),
				at('03', null, 'not booked'),
			],
		};
		const titles = async (query: string) => (await page(query)).data.map(({ title }) => title);

		beforeEach(() => simulator.seed(seed));

		it('takes both days in', async () => {
			expect(await titles('&bookedAtFrom=2026-09-01&bookedAtTo=2026-09-01')).toEqual([
				'last second',
				'first second',
			]);
			expect(await titles('&bookedAtFrom=2026-09-02')).toEqual(['next day']);
			expect(await titles('&bookedAtTo=2026-09-15')).toHaveLength(3);
		});

		it('leaves out what is not booked, which is there without a date', async () => {
			expect(await titles('&bookedAtFrom=2026-01-01')).not.toContain('not booked');
			expect(await titles('')).toContain('not booked');
		});
	});

	describe('answers what ZEN was seen to answer', () => {
		it('500 for a last day in the future, not for today', async () => {
			expect((await list('&bookedAtTo=2026-09-15')).status).toBe(200);
			const answer = await list('&bookedAtTo=2026-09-16');
			expect(answer.status).toBe(500);
			expect(answer.json()).toMatchObject({ error: { code: 'INTERNAL_SERVER_ERROR' } });
		});

		it.each(['/payments/v1.0/history', '/payments/v1.0/4711', '/payments/v1.0/4711/confirmation'])(
			'500 for %s',
			async (path) => {
				const answer = await caller.get(path);
				expect(answer.status).toBe(500);
				expect(answer.json()).toMatchObject({ error: { code: 'INTERNAL_SERVER_ERROR' } });
			},
		);
	});

	it.each([
		['&limit=101', 'limit must be at most 100'],
		['&limit=0', 'limit must be >= 1'],
		['&limit=x', 'limit must be integer'],
		['&bookedAtFrom=1.9.2026', 'bookedAtFrom must match format'],
		['&bookedAtFrom=2026-02-30', 'bookedAtFrom must match format'],
		['&lastEntryId=00000000-0000-4000-8000-000000000000', 'is not an entry of this list'],
	])('refuses %s', async (query, message) => {
		const answer = await list(query);
		expect(answer.status).toBe(400);
		expect(answer.text).toContain(message);
	});
});

describe('a confirmation', () => {
	it('is a PDF that a reader opens, with payer, payee, amount, status and ids', async () => {
		const [main] = simulator.accounts;
		const { id } = (
			await caller.pay({ receiver: { name: 'Łódź Żółw Müller', accountNumber: main?.iban } })
		).json<Entry>();
		simulator.settle(id);
		const answer = await caller.get(`/payments/v1.0/${id}/confirmation`);
		expect(answer.headers['content-type']).toBe('application/pdf');
		expect(answer.bytes.subarray(0, 5).toString()).toBe('%PDF-');
		expect(answer.bytes.includes(id)).toBe(true);
		const text = await pdfText(answer.bytes);
		for (const shown of [id, 'INV-1', 'SETTLED', '10.00 EUR', main?.holder, main?.iban]) {
			expect(text).toContain(shown);
		}
		expect(text).toContain('Lódz Zólw Müller');
	});

	it('comes as base64 within JSON on demand', async () => {
		const { id } = (await caller.pay()).json<Entry>();
		simulator.settings.confirmationAs = 'base64';
		const { content } = (await caller.get(`/payments/v1.0/${id}/confirmation`)).json<{
			content: string;
		}>();
		simulator.settings.confirmationAs = 'pdf';
		expect(await pdfText(Buffer.from(content, 'base64'))).toContain(id);
	});

	it('of an unknown payment is not found', async () => {
		const unknown = '00000000-0000-4000-8000-000000000000';
		expect((await caller.get(`/payments/v1.0/${unknown}/confirmation`)).status).toBe(404);
		expect((await caller.get(`/payments/v1.0/${unknown}`)).status).toBe(404);
	});
});
