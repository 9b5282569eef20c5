import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../nodes/zen-client';
import { toCamt053, type CamtHeader } from '../../nodes/Zen/statement/camt053';
import { fintsStatement, READERS } from '../support/camt053/readers.mts';
import type { ReadEntry } from '../support/camt053/readers.mts';
import { entries, fee, header, id, incoming, raw } from '../support/statement.mts';

const LONG =
	'Payment of the invoices listed in the enclosed notice of our company, thank you for your patience with us this autumn, reference number is RE-2026-004711 and RE-2026-004712, less 2% discount';

const PAYMENTS: JsonObject[] = [
	raw({ id: id(1), title: 'Invoice 7 & <8>', externalId: '00012345', senderFees: [fee('0.20')] }),
	raw({ id: id(2), title: LONG, externalId: 'E'.repeat(40) }),
	incoming({
		id: id(3),
		bookedAt: '2026-09-30T23:59:59Z',
		title: 'RF18539007547034',
		amount: { value: '1000.50', currency: 'EUR' },
	}),
];

const reference = (number: number) => id(number).replaceAll('-', '');
const EXPECTED: ReadEntry[] = [
	{
		amount: -24_620,
		booked: '2026-09-10',
		valued: '2026-09-10',
		title: 'Invoice 7 & <8>',
		reference: reference(1),
		endToEndId: '00012345',
	},
	{
		amount: -20,
		booked: '2026-09-10',
		valued: '2026-09-10',
		title: `STANDARD_FEE, fee of payment ${id(1)}`,
		reference: `${reference(1)}F1`,
		endToEndId: '',
	},
	{
		amount: -24_620,
		booked: '2026-09-10',
		valued: '2026-09-10',
		title: LONG,
		reference: reference(2),
		endToEndId: '',
	},
	{
		amount: 100_050,
		booked: '2026-09-30',
		valued: '2026-09-30',
		title: 'RF18539007547034',
		reference: reference(3),
		endToEndId: '',
	},
];

const xml = (change: Partial<CamtHeader> = {}) =>
	Buffer.concat([...toCamt053(entries(PAYMENTS, 'entries'), header(change))]).toString('utf8');

describe('readers of camt.053 that know nothing of this package', () => {
	it.each(
		Object.entries(READERS).flatMap(([name, { versions }]) =>
			versions.map((version) => [name, version] as const),
		),
	)('%s reads the same sums, dates, titles and references from %s', async (name, version) => {
		const read = await READERS[name]!.read(xml({ version }));
		// What it does not tell at all is not compared.
		const told = EXPECTED.map((entry, index) =>
			Object.fromEntries(
				Object.entries(entry).map(([key, value]) => [
					key,
					read[index]?.[key as keyof ReadEntry] === undefined ? undefined : value,
				]),
			),
		);
		expect(read).toEqual(told);
		expect(read.reduce((sum, { amount }) => sum + amount, 0)).toBe(50_790);
	});

	it('each of what a statement tells is told by two of them at least', async () => {
		const all = Object.values(READERS);
		const readings = await Promise.all(all.map(({ read }) => read(xml({ version: '001.02' }))));
		for (const key of Object.keys(EXPECTED[0]!) as Array<keyof ReadEntry>) {
			const telling = readings.filter(([first]) => first?.[key] !== undefined);
			expect(telling.length, key).toBeGreaterThanOrEqual(2);
		}
	});

	it('one that reckons with opening and closing balance gets them with Derive Balances', async () => {
		const plain = await fintsStatement(xml());
		expect(plain).toMatchObject({ openingBalance: { value: 0 }, closingBalance: { value: 1000 } });
		const derived = (value: string) => ({ value, currency: 'EUR', how: 'derived' as const });
		const balances = {
			...header().balances,
			opening: derived('241.10'),
			closing: derived('749.00'),
		};
		const { openingBalance, closingBalance, transactions } = await fintsStatement(
			xml({ balances }),
		);
		const net = transactions.reduce((sum, { amount }) => sum + amount, 0);
		expect(openingBalance.value + net).toBeCloseTo(closingBalance.value);
		expect(closingBalance.value).toBe(749);
	});
});
