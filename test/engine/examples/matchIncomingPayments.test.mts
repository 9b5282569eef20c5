import { DateTime } from 'luxon';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, defaultSeed, type PaymentSeed } from '../../simulator/index.mts';
import { id } from '../../support/statement.mts';
import { Bench } from './Bench.mts';
import { edited, example } from './examples.mts';

let bench: Bench;
beforeAll(async () => {
	bench = await Bench.open();
});
afterAll(async () => await bench.close());

const yesterday = DateTime.utc().minus({ days: 1 }).toISODate();

/** Money that came in yesterday. */
const came = (number: number, amount: string, title: string, more: Partial<PaymentSeed> = {}) => ({
	id: id(number),
	accountId: ACCOUNT.main,
	direction: 'INCOMING' as const,
	amount,
	title,
	counterparty: COMPANIES[6]!,
	createdAt: `${yesterday}T09:00:00Z`,
	...more,
});
const invoice = (number: string, amount: string, more: object = {}) => ({
	number,
	customer: COMPANIES[6]!.name,
	amount,
	currency: 'EUR',
	paidBy: '',
	...more,
});

async function match(payments: PaymentSeed[], invoices: object[]) {
	bench.simulator.seed({ accounts: defaultSeed(new Date()).accounts, payments });
	const workflow = edited(example('match-incoming-payments'), 'Open invoices', {
		jsonOutput: JSON.stringify({ invoices }),
	});
	const run = await bench.run(workflow);
	expect(run.status).toBe('success');
	return {
		marked: run.json('Write to your books'),
		findings: run.json('Send to who looks at it').map(({ finding }) => finding),
		texts: run.json('Send to who looks at it').map(({ text }) => text),
	};
}

it.each([
	['as it is', '480.00', 'S-2041', '480.00'],
	['among other words', '480.00', 'Thank you, inv. s 2041!', '480.00'],
	['with amounts written in two ways', '480.00', 'Invoice S2041', '0480'],
])('marks an invoice as paid by exactly one match, %s', async (_what, paid, title, due) => {
	const { marked, findings } = await match([came(1, paid, title)], [invoice('S-2041', due)]);
	expect(marked).toEqual([{ number: 'S-2041', paidBy: id(1), paidOn: yesterday }]);
	expect(findings).toEqual([]);
});

it.each<[string, PaymentSeed[], object[], string[]]>([
	[
		'a part',
		[came(1, '479.99', 'S-2041')],
		[invoice('S-2041', '480.00')],
		['paid in part: S-2041 is 480.00'],
	],
	[
		'too much, though 9 is more than 4 as a text',
		[came(1, '1000.00', 'S-2041')],
		[invoice('S-2041', '999.99')],
		['overpaid: S-2041 is 999.99'],
	],
	[
		'another currency',
		[came(1, '480.00', 'S-2041')],
		[invoice('S-2041', '480.00', { currency: 'PLN' })],
		['another currency: S-2041 is in PLN'],
	],
	[
		'two invoices in one title',
		[came(1, '480.00', 'S-2041 and S-2042')],
		[invoice('S-2041', '480.00'), invoice('S-2042', '480.00')],
		['two candidates: it names S-2041 and S-2042'],
	],
	[
		'two payments for one invoice',
		[came(1, '480.00', 'S-2041'), came(2, '480.00', 'S-2041 again')],
		[invoice('S-2041', '480.00')],
		Array(2).fill('two candidates: another payment names S-2041 too') as string[],
	],
	['no number', [came(1, '480.00', 'Thank you')], [invoice('S-2041', '480.00')], ['no invoice']],
	[
		'a longer number',
		[came(1, '480.00', 'S-20411')],
		[invoice('S-2041', '480.00')],
		['no invoice'],
	],
	[
		'an amount in the books that is none',
		[came(1, '480.00', 'S-2041')],
		[invoice('S-2041', '480,00')],
		['an amount that cannot be read'],
	],
	[
		'an invoice without a number',
		[came(1, '480.00', 'Thank you')],
		[invoice('', '480.00')],
		['no invoice'],
	],
])('leaves to a person: %s', async (_what, payments, invoices, expected) => {
	const { marked, findings } = await match(payments, invoices);
	expect(findings).toEqual(expected);
	expect(marked).toEqual([]);
});

it('says which payment it is, and why', async () => {
	const { texts } = await match([came(1, '20.00', 'S-2041')], [invoice('S-2041', '480.00')]);
	expect(texts).toEqual([
		`20.00 EUR from ${COMPANIES[6]!.name}, "S-2041": paid in part: S-2041 is 480.00`,
	]);
});

it('looks at no payment again that an invoice is marked with, nor at what goes out', async () => {
	const { marked, findings } = await match(
		[
			came(1, '480.00', 'S-2041'),
			came(2, '10.00', 'S-2042', { direction: 'OUTGOING' }),
			came(3, '10.00', 'S-2042', { status: 'IN_PROGRESS', bookedAt: null }),
		],
		[invoice('S-2041', '480.00', { paidBy: id(1) }), invoice('S-2042', '10.00')],
	);
	expect({ marked, findings }).toEqual({ marked: [], findings: [] });
});

it('only reads', async () => {
	await match([came(1, '480.00', 'S-2041')], [invoice('S-2041', '480.00')]);
	expect(bench.simulator.requests().filter(({ method }) => method !== 'GET')).toEqual([]);
});
