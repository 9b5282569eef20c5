import type { INodeProperties, NodeParameterValueType } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resources } from '../../nodes/Zen/resources';
import { Simulator } from '../simulator/index.mts';
import { PAYMENT_ID, SEED } from './support/faultTable.mts';
import { byId, payment, runZen } from './support/zen.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterAll(async () => await simulator.stop());
beforeEach(() => simulator.reset());

const get = async (more: Record<string, NodeParameterValueType>) =>
	await runZen(simulator, {
		resource: 'payment',
		operation: 'get',
		paymentId: byId(PAYMENT_ID),
		...more,
	});
const selected = async (fields: NodeParameterValueType) =>
	await get({ output: 'selected', fields });

describe('the fields that are picked', () => {
	it.each<[string, NodeParameterValueType]>([
		['picked in the list', ['amount', 'status', 'counterpartyName']],
		['by an expression of a list', '={{ ["amount", "status", "counterpartyName"] }}'],
		['by an expression of a text', '={{ "amount, status,counterpartyName," }}'],
		['as text', 'amount, status, counterpartyName'],
	])('come out as in the row, in their order: %s', async (_how, fields) => {
		const [row] = (await get({})).json;
		const { json, error } = await selected(fields);
		expect(error).toBeUndefined();
		expect(Object.entries(json[0]!)).toEqual(
			['amount', 'status', 'counterpartyName'].map((name) => [name, row![name]]),
		);
		expect(row!.counterpartyName).toEqual(expect.any(String));
		expect(row!.amount).toMatch(/^\d+\.\d\d$/);
	});

	it('may be of the raw output as well, and null where nothing is', async () => {
		const { json } = await selected('={{ ["paymentId", "amount.value", "not.there"] }}');
		const [row] = (await get({})).json;
		expect(json).toEqual([
			{ paymentId: PAYMENT_ID, amount: { value: row!.amount }, not: { there: null } },
		]);
	});

	it('of a payment that is sent say what became of it, too', async () => {
		const fields = ['receiverName', 'message'];
		const { json } = await runZen(simulator, payment({ output: 'selected', fields }));
		expect(json).toMatchObject([
			{ outcome: 'accepted', externalId: 'INV-7', receiverName: expect.any(String), message: null },
		]);
	});

	it.each<[string, NodeParameterValueType, RegExp]>([
		['none', '={{ [] }}', /^Fields names no field/],
		['commas', ' , ', /^Fields names no field/],
		['nothing', '={{ $json.nothing }}', /^Fields /],
		['an object', '={{ [{ name: "status" }] }}', /^Fields holds .*no name of a field/],
		['a list in a list', '={{ [["status"]] }}', /^Fields holds .*no name of a field/],
		['a number', '={{ 7 }}', /^Fields holds 7, which is no name/],
	])('cannot be %s', async (_what, fields, words) => {
		expect((await selected(fields)).error?.message).toMatch(words);
		expect(simulator.requests()).toEqual([]);
	});
});

const operations = resources.flatMap(({ name, operations }) =>
	operations.map(({ option, fields }) => [`${name} → ${option.name}`, fields] as const),
);
const optionsOf = (fields: INodeProperties[], name: string) =>
	(fields.find((field) => field.name === name)?.options ?? []) as INodeProperties[];

describe('the forms', () => {
	it('ask for a day without a time wherever a date is asked for', () => {
		const dates = operations.flatMap(([, fields]) =>
			[...fields, ...optionsOf(fields, 'filters')].filter(({ type }) => type === 'dateTime'),
		);
		expect(dates).toHaveLength(6);
		for (const { typeOptions } of dates) expect(typeOptions).toEqual({ dateOnly: true });
	});

	it('have Additional Query Parameters last among the options, and Options last', () => {
		const having = operations.filter(([, fields]) =>
			JSON.stringify(fields).includes('"additionalQuery"'),
		);
		expect(having.map(([name]) => name)).toEqual([
			'Draft → Get Many',
			'Payment → Get Many',
			'Payment → Get Many Purpose Codes',
			'Payment → Calculate Fees and Channels',
		]);
		for (const [, fields] of having) {
			expect(fields.at(-1)!.name).toBe('options');
			expect(optionsOf(fields, 'options').at(-1)!.name).toBe('additionalQuery');
		}
	});
});
