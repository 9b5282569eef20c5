import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { sharedSimulator } from '../support/simulator.mts';
import { CONTINUE, messageOf, payment, runZen } from './support/zen.mts';

const simulator = await sharedSimulator();
const pay = async (parameters: IDataObject, item: IDataObject = {}) => {
	const { json } = await runZen(simulator, payment(parameters as never), {
		items: [item],
		...CONTINUE,
	});
	return json;
};
const sent = () => simulator.ledger().map(({ externalId }) => externalId);

/** The field as it stands in the workflow, the item, what is said. */
const NOTHING_IN_IT: Array<[string, string, IDataObject, RegExp]> = [
	['externalId', '=INV-{{ $json.missing }}', {}, /^External ID holds \{\{ \$json\.missing \}\}, /],
	['externalId', '=INV-{{ $json.no }}', { no: null }, /yields nothing/],
	['externalId', '=INV-{{ $json.no }}', { no: '' }, /yields nothing/],
	['externalId', '=INV-{{ $json.no }}', { no: '  ' }, /yields nothing/],
	['externalId', '=INV-{{ $json.no }}', { no: [] }, /yields nothing/],
	['externalId', '=INV-{{ Number("x") }}', {}, /yields nothing/],
	['externalId', '=INV-{{ $json.a.b.c }}', {}, /yields nothing/],
	['externalId', '={{ $json.year }}-{{ $json.missing }}', { year: 2026 }, /\$json\.missing/],
	['externalId', '={{ $json.no }} ', { no: 9007199254740992 }, /lost digits/],
	['externalId', '=INV-{{ $json.no }}', { no: 1e21 }, /lost digits/],
	['externalId', '=INV-{{ $json.no }}', { no: 2026.1 }, /lost digits/],
	['externalId', '=INV-{{ $json.no }}', { no: { a: 1 } }, /holds "\[object Object\]"/],
	['externalId', '={{ "INV-" + $json.missing }}', {}, /holds "undefined"/],
	['externalId', '={{ `INV-${$json.no}` }}', { no: null }, /holds "null"/],
	['externalId', '=INV-{{ DateTime.fromISO("x") }}', {}, /Invalid DateTime|yields nothing/],
	['receiverAccountNumber', '=LT{{ $json.missing }}1', {}, /^Receiver Account Number holds \{\{/],
	['receiverAccountNumber', '=1234 {{ $json.no }}', { no: null }, /yields nothing/],
	['receiverName', '={{ $json.first }} {{ $json.last }}', { first: 'Ada' }, /^Receiver Name holds/],
	[
		'receiverName',
		'={{ $json.first }} {{ $json.last }}',
		{ first: 'A', last: '' },
		/yields nothing/,
	],
	['title', '=Invoice {{ $json.missing }}', {}, /^Title holds \{\{ \$json\.missing \}\}/],
	['title', '=Invoice {{ $json.no }}', { no: null }, /yields nothing/],
];

describe('a template whose expression yields nothing is not sent', () => {
	it.each(NOTHING_IN_IT)('%s %s with %j', async (field, template, item, words) => {
		const json = await pay({ [field]: template }, item);
		expect(sent()).toEqual([]);
		expect(messageOf(json)).toMatch(words);
	});
});

describe('a template that yields something is sent as n8n renders it', () => {
	it.each<[string, string, IDataObject, string]>([
		['externalId', '=INV-{{ $json.no }}', { no: 7 }, 'INV-7'],
		['externalId', '=INV-{{ $json.no }}', { no: 0 }, 'INV-0'],
		[
			'externalId',
			'=INV-{{ $json.no }}',
			{ no: '12345678901234567890' },
			'INV-12345678901234567890',
		],
		['externalId', '={{ $json.no }}\n', { no: '  9 ' }, '9'],
		['externalId', '={{ $json.a }}{{ $json.b }}', { a: 'A', b: 'B' }, 'AB'],
		['externalId', '={{ $json.a }}/{{ $itemIndex }}', { a: 'A' }, 'A/0'],
		['externalId', '=INV {{ "\\}}" }}', {}, 'INV }}'],
	])('%s %s with %j', async (field, template, item, externalId) => {
		const json = await pay({ [field]: template }, item);
		expect(json[0]).toMatchObject({ outcome: 'accepted' });
		expect(sent()).toEqual([externalId]);
	});

	it('a note with a part that is empty, but there', async () => {
		await pay({ title: '=Invoice 7 {{ $json.note }}' }, { note: '' });
		expect(simulator.ledger()).toMatchObject([{ title: 'Invoice 7' }]);
	});

	it('each item by itself', async () => {
		const { json } = await runZen(simulator, payment({ externalId: '=INV-{{ $json.no }}' }), {
			items: [{ no: 1 }, {}, { no: 3 }],
			...CONTINUE,
		});
		expect(sent()).toEqual(['INV-1', 'INV-3']);
		expect(messageOf(json, 1)).toContain('$json.no');
	});
});

describe('what a single expression yields', () => {
	it.each<[string, unknown]>([
		['externalId', 9007199254740992],
		['externalId', true],
		['externalId', '6.1109E+25'],
		['externalId', '[object Object]'],
		['externalId', '\u200b'],
		['externalId', 'A\uFFFD'],
		['title', 1e21],
		['title', 'Invalid DateTime'],
		['title', ['a']],
		['receiverName', 'undefined'],
		['receiverName', false],
		['receiverAccountNumber', 2 ** 53],
		['receiverAccountNumber', 12.5],
		['receiverAccountNumber', '6,11E+25'],
	])('%s does not pay with %j', async (field, value) => {
		const json = await pay({ [field]: '={{ $json.value }}' }, { value } as IDataObject);
		expect(sent()).toEqual([]);
		expect(messageOf(json)).toMatch(/^(External ID|Title|Receiver (Name|Account Number)) holds/);
	});

	it('is sent as it was typed, however it looks', async () => {
		const texts = ['00042', '12E3', 'a\u00a0–\u00a0b', 'Zoë', '12345678901234567890'];
		for (const value of texts) {
			await pay(
				{ externalId: '={{ $json.value }}', title: `For ${value}` },
				{ value: ` ${value}\n` },
			);
		}
		expect(sent()).toEqual(texts);
	});
});
