import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { sharedSimulator } from '../support/simulator.mts';
import { CONTINUE, messageOf, payment, runZen, seen } from './support/zen.mts';

const simulator = await sharedSimulator();
const MB = 1_000_000;

const FIELDS: Array<[string, string]> = [
	['amount', 'Amount'],
	['currency', 'Currency'],
	['externalId', 'External ID'],
	['title', 'Title'],
	['receiverName', 'Receiver Name'],
	['receiverAccountNumber', 'Receiver Account Number'],
];
const outcomes = (json: IDataObject[]) =>
	json.map((item) => item.outcome ?? (item.error as IDataObject).outcome);

describe('an item with a text of a megabyte', () => {
	it.each(FIELDS)('in %s is not sent, and names the field; the others are', async (name, label) => {
		const good = payment();
		const items = [0, 1, 2].map((place) => ({
			id: `INV-${place}`,
			value: place === 1 ? '1'.repeat(MB) : (good[name] as string),
		}));
		const parameters = payment({ externalId: '={{ $json.id }}', [name]: '={{ $json.value }}' });
		if (name === 'externalId') items.forEach((item, at) => at !== 1 && (item.value = item.id));
		const { json } = await runZen(simulator, parameters, { ...CONTINUE, items });
		expect(outcomes(json)).toEqual(['accepted', 'notSent', 'accepted']);
		expect(messageOf(json, 1)).toMatch(new RegExp(`^${label} holds 1000000 characters`));
		expect(JSON.stringify(json[1]).length).toBeLessThan(3_000);
		expect(seen(simulator, 'POST')).toHaveLength(2);
	});

	it('stops the workflow with a message that says which item it was', async () => {
		const items = [{ title: 'A' }, { title: '{{'.repeat(MB / 2) }];
		const parameters = payment({ title: '={{ $json.title }}' });
		const { error } = await runZen(simulator, parameters, { items });
		expect(error?.message).toMatch(/^Title holds 1000000 characters, and at most 1000 are read/);
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('within a template, deep objects and long lists included', async () => {
		let deep: unknown = [];
		for (let level = 0; level < 3_000; level += 1) deep = [deep];
		const items = [{ part: '7'.repeat(MB) }, { part: deep }, { part: Array(MB / 10).fill(1) }];
		const parameters = payment({ title: '=Invoice {{ $json.part }}' });
		const more = { ...CONTINUE, items: items as IDataObject[] };
		const { json } = await runZen(simulator, parameters, more);
		expect(JSON.stringify(json).length).toBeLessThan(10_000);
		// Of the list within lists nothing is seen, and a title may have a part that says nothing.
		expect(outcomes(json)).toEqual(['notSent', 'accepted', 'notSent']);
	});
});
