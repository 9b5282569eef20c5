import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readContract, type Mapping } from '../../contract/tool/document.mts';
import { CONTRACT } from '../../nodes/zen-client/contract';
import { PAGING, VOCABULARY } from '../../nodes/zen-client/vocabulary';
import type { Told } from '../../nodes/zen-client/vocabulary';

const root = resolve(import.meta.dirname, '../..');
let contract: Mapping;

beforeAll(async () => {
	contract = await readContract(join(root, 'contract/zen-transfers.openapi.yaml'));
});

const at = (...path: string[]) =>
	path.reduce<Mapping>((node, key) => (node?.[key] ?? {}) as Mapping, contract);
const plain = (path: string) => path.replace(/\{\w+\}/, '{id}');

/** The names of a schema, those further in with points. */
function namesIn(schema: Mapping, before = ''): string[] {
	const ref = String(schema.$ref ?? '').replace('#/components/schemas/', '');
	if (ref) return namesIn(at('components', 'schemas', ref), before);
	const further = ['allOf', 'oneOf'].flatMap((of) => (schema[of] ?? []) as Mapping[]);
	const properties = (schema.properties ?? {}) as Record<string, Mapping>;
	return [
		...further.flatMap((part) => namesIn(part, before)),
		...Object.entries(properties).flatMap(([name, inner]) => [
			before + name,
			...namesIn(inner, `${before}${name}.`),
		]),
	];
}
/** How well each name of a schema is known. */
function evidenceIn(schema: Mapping, before = ''): Array<[name: string, evidence: unknown]> {
	const ref = String(schema.$ref ?? '').replace('#/components/schemas/', '');
	if (ref) return evidenceIn(at('components', 'schemas', ref), before);
	const further = ['allOf', 'oneOf'].flatMap((of) => (schema[of] ?? []) as Mapping[]);
	const properties = (schema.properties ?? {}) as Record<string, Mapping>;
	return [
		...further.flatMap((part) => evidenceIn(part, before)),
		...Object.entries(properties).flatMap(([name, inner]) => [
			[before + name, inner['x-evidence']] as [string, unknown],
			...evidenceIn(inner, `${before}${name}.`),
		]),
	];
}
const schema = (name: string) => namesIn(at('components', 'schemas', name));

describe("the table of ZEN's words", () => {
	it('has the paths of the contract, all of them', () => {
		const paths = Object.keys(at('paths')).map(plain);
		expect(new Set(Object.values(CONTRACT.paths))).toEqual(new Set(paths));
	});

	it.each([
		['history', '/payments/v1.0'],
		['drafts', '/payments/v1.0/drafts'],
		['precalculation', '/payments/v1.0/precalculation'],
		['purposeCodes', '/payments/v1.0/purpose-codes'],
	] as const)('has the query of the contract: %s', (name, path) => {
		const parameters = at('paths', path, 'get').parameters as Mapping[];
		const query = parameters.filter((one) => one.in === 'query').map((one) => one.name);
		expect(new Set(Object.values(CONTRACT.query[name]))).toEqual(new Set(query));
	});

	it('has the body of the contract', () => {
		const names = schema('CreatePayment');
		const ours = Object.values(CONTRACT.body);
		expect(ours.filter((name) => !names.includes(name))).toEqual([]);
		expect(schema('CreateDraft')).toEqual(expect.arrayContaining(ours));
	});

	it('reads what the contract knows first, and what is only accepted after it', () => {
		const known = (names: string[], words: Record<string, readonly string[]>) =>
			Object.values(words)
				.map(([first]) => first!)
				.filter((name) => !names.includes(name));
		expect(known(schema('Payment'), CONTRACT.payment)).toEqual([]);
		// Drafts are assumed to be like payments; which of their names a draft has is not known.
		const draft = [...schema('Draft'), ...schema('Payment')];
		expect(known(draft, CONTRACT.draft)).toEqual([]);
		expect(known(schema('Account'), CONTRACT.account)).toEqual([]);
		expect(known(schema('Fee'), { value: CONTRACT.fees.value })).toEqual([]);
	});

	it.each<[Told, string[], string?]>([
		['payment', ['Payment']],
		['draft', ['Draft']],
		['fee', ['Fee']],
		['account', ['Account']],
		['accountNumber', ['AccountNumber']],
		['precalculation', ['Precalculation', 'Channel', 'ChargeTypeOption']],
		['purposeCode', ['PurposeCode']],
		['error', ['Error'], 'error.'],
		['notification', ['Notification']],
	])(
		'knows the fields of what is told as well as the contract does: %s',
		(told, names, before = '') => {
			const known = new Map(names.flatMap((name) => evidenceIn(at('components', 'schemas', name))));
			expect(known.size).toBeGreaterThan(1);
			// A part is never better known than what it stands in.
			const weakest = (name: string, evidence: unknown) =>
				known.get(name.split('.')[0]!) === 'assumed' ? 'assumed' : evidence;
			for (const [name, evidence] of Object.entries(VOCABULARY[told])) {
				const stated = known.get(before + name);
				// What no schema has is read all the same, and no better known for that.
				const expected = stated === undefined ? 'assumed' : weakest(before + name, stated);
				expect([name, evidence]).toEqual([name, expected]);
			}
		},
	);

	it('has every field that the contract tells of', () => {
		const missing = (told: Told, name: string, spellings: string[] = []) =>
			schema(name).filter((one) => !(one in VOCABULARY[told]) && !spellings.includes(one));
		const FEES = ['senderFees', 'receiverFees'].flatMap((list) => [`${list}.items`]);
		expect(missing('payment', 'Payment', ['sender.iban', 'receiver.iban', ...FEES])).toEqual([]);
		expect(missing('account', 'Account', ['avaliableBalance'])).toEqual([]);
		expect(missing('accountNumber', 'AccountNumber')).toEqual([]);
		expect(missing('fee', 'Fee')).toEqual([]);
		expect(missing('notification', 'Notification')).toEqual([]);
		expect(missing('purposeCode', 'PurposeCode')).toEqual([]);
		expect(schema('PaymentPage')).toEqual(expect.arrayContaining(Object.values(PAGING)));
	});

	it('is data, so that it can be handed over as such', () => {
		expect(JSON.parse(JSON.stringify(CONTRACT))).toEqual(CONTRACT);
	});
});
