import { get, merge } from 'lodash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IDataObject } from 'n8n-workflow';
import { VOCABULARY } from '../../nodes/zen-client/vocabulary';
import type { ComparisonReport } from '../../nodes/zen-client';
import { readBinary } from '../engine/harness.mts';
import { type ContractName, CONTRACTS, Simulator } from '../simulator/index.mts';
import { Caller } from '../simulator/support/Caller.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { VariantCorrections } from '../support/variantCorrections.mts';
import { CONTINUE, messageOf, runZen } from './support/zen.mts';

const PROBE = { resource: 'connection', operation: 'probe' };
const DAY_MS = 24 * 60 * 60 * 1000;
const WRITES = ['createPayment', 'createDraft', 'deleteDraft'];
const simulator = await sharedSimulator();

type Row = ComparisonReport['rows'][number];

async function probe(at: Simulator, credential: IDataObject = {}) {
	const { json, items, error, hints } = await runZen(at, PROBE, { credential });
	expect(error?.message).toBeUndefined();
	const report = JSON.parse((await readBinary(items[0]!)).buffer.toString()) as ComparisonReport;
	const rows = Object.fromEntries(report.rows.map((row) => [row.name, row])) as Record<string, Row>;
	return {
		json,
		report,
		rows,
		hints,
		reads: report.rows.filter(({ name }) => !WRITES.includes(name)),
	};
}

const corrected = (corrections: object) => ({ contractCorrections: JSON.stringify(corrections) });
const methods = (at: Simulator) => [...new Set(at.requests().map(({ method }) => method))];

/** All texts and numbers in an answer, and names that are values. */
function valuesIn(told: unknown): string[] {
	if (typeof told === 'object' && told !== null) return Object.values(told).flatMap(valuesIn);
	return typeof told === 'string' && told.length > 3 ? [told] : [];
}

describe('Connection → Probe', () => {
	it('confirms every read of our own contract, and makes nothing but reads', async () => {
		const { json, report, reads } = await probe(simulator);
		expect(reads).toHaveLength(9);
		expect(reads.filter(({ verdict }) => verdict !== 'confirmed')).toEqual([]);
		expect(json.map(({ page }) => page)).toEqual(report.rows.map(({ page }) => page));
		const writing = json.filter(({ verdict }) => verdict === 'not probed because it writes');
		expect(writing.map(({ call }) => call)).toEqual([
			'POST /payments/v1.0',
			'POST /payments/v1.0/drafts',
			'DELETE /payments/v1.0/drafts/{id}',
		]);
		expect(report.contractCorrections).toEqual({});
		expect(methods(simulator)).toEqual(['GET']);
		expect(Object.keys(json[0]!)).toEqual([
			...['verdict', 'page', 'call', 'found', 'suggestedCorrections', 'httpStatus'],
		]);
	});

	it('puts out no value that ZEN told, and no secret', async () => {
		const { json, report } = await probe(simulator);
		const caller = new Caller(simulator);
		const answers = await Promise.all(
			simulator.requests().map(async ({ path, query }) => {
				const asked = new URLSearchParams(query as Record<string, string>).toString();
				const { text } = await caller.get(`${path}?${asked}`);
				return text.startsWith('%PDF') ? [] : valuesIn(JSON.parse(text));
			}),
		);
		await caller.close();
		const told = [...new Set(answers.flat())];
		expect(told.length).toBeGreaterThan(100);
		// Words that name a field as well, and one that a text of ours holds.
		const said = JSON.stringify([json, report]);
		const names = new Set([...Object.values(VOCABULARY).flatMap(Object.keys), 'createdAt']);
		expect(told.filter((value) => said.includes(value) && !names.has(value))).toEqual([]);
		expect(said).not.toContain(simulator.apiKey);
	});

	it('confirms nothing that it did not see', async () => {
		const empty = await Simulator.start({ seed: { accounts: [] } });
		const { rows } = await probe(empty);
		expect(rows.accounts!.verdict).toBe('not probed: no account to read');
		expect(rows.account!.verdict).toBe('not probed: no account to read');
		expect(rows.history!.verdict).toBe('not probed: no payment to read');
		expect(rows.payment!.verdict).toBe('not probed: no payment to read');
		expect(rows.confirmation!.verdict).toBe('not probed: no settled payment to read');
		expect(rows.drafts!.verdict).toBe('not probed: no draft to read');
		expect(rows.draft!.verdict).toBe('not probed: no draft to read');
		expect(rows.purposeCodes!.verdict).toBe('not probed: no purpose code to read');
		await empty.stop();
	});

	it('names a refusal of one call with its status, without the words of ZEN', async () => {
		const message = 'Field wallet_id of Jane Example is wrong, see LT121000011101001000';
		simulator.faults.add({
			kind: 'status',
			status: 400,
			body: { error: { code: 'VALIDATION_ERROR', message } },
			path: '/payments/v1.0/purpose-codes',
		} as never);
		const { rows, json } = await probe(simulator);
		expect(rows.purposeCodes).toMatchObject({ verdict: 'not reachable', status: 400 });
		expect(rows.purposeCodes!.others[0]).toContain('that names wallet_id');
		expect(JSON.stringify([rows, json])).not.toMatch(/Jane|Example|LT12/);
		expect(rows.accounts!.verdict).toBe('confirmed');
	});
});

describe('a connection that breaks off midway', () => {
	it('leaves what was seen before', async () => {
		const path = '/payments/v1.0/purpose-codes';
		simulator.faults.add({ kind: 'resetBeforeCommit', method: 'GET', path });
		const { rows } = await probe(simulator);
		simulator.faults.clear();
		expect(rows.accounts!.verdict).toBe('confirmed');
		expect(rows.purposeCodes).toMatchObject({ verdict: 'not reachable' });
		expect(rows.purposeCodes!.others[0]).toMatch(/^ZEN could not be reached|connection/i);
		expect(rows.history!.verdict).toMatch(/^not probed/);
	});
});

describe('what stands in the way of every call is one sentence', () => {
	const one = async (credential: IDataObject, wanted: RegExp) => {
		for (const settings of [{}, CONTINUE]) {
			const { json, error } = await runZen(simulator, PROBE, { credential, ...settings });
			expect(error?.message ?? messageOf(json)).toMatch(wanted);
			expect(json.length).toBeLessThan(2);
		}
	};

	it('a wrong key', async () => {
		await one({ apiKey: 'wrong' }, /\(403\)/);
		expect(simulator.requests()).toHaveLength(2);
	});

	it('a wrong host', async () => {
		await one({ baseUrl: 'https://127.0.0.1:9' }, /^ZEN could not be reached: /);
	});

	it('a certificate that has run out', async () => {
		const { certificate, privateKey } = await simulator.authority.issue({
			commonName: 'Example client',
			usage: 'client',
			notBefore: new Date(Date.now() - 20 * DAY_MS),
			notAfter: new Date(Date.now() - DAY_MS),
		});
		await one({ clientCertificate: certificate, privateKey }, /Client Certificate.*expired/);
		expect(simulator.requests()).toEqual([]);
	});

	it('a ZEN that is down', async () => {
		simulator.faults.add({ kind: 'status', status: 503, times: 100 } as never);
		await one({}, /^ZEN answered with HTTP status 503/);
		simulator.faults.clear();
	});
});

describe.each(Object.keys(CONTRACTS) as ContractName[])('at a ZEN of the contract %s', (name) => {
	const page = new VariantCorrections(CONTRACTS[name]);
	const typed = merge({}, page.asked(), page.places(), page.fields(), page.rest());
	let zen: Simulator;
	beforeAll(async () => {
		zen = await Simulator.start({ contract: name });
	});
	afterAll(async () => await zen.stop());

	it('without corrections none of the paths is there, and one hint says so', async () => {
		const { rows, reads, hints } = await probe(zen);
		for (const call of ['accounts', 'purposeCodes', 'drafts']) {
			expect(rows[call]).toMatchObject({ verdict: 'not reachable', status: 404 });
		}
		expect(reads.filter(({ verdict }) => verdict.includes('confirmed'))).toEqual([]);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('knows none of the paths'),
		]);
	});

	it('with its paths only, each suggestion is what its page says', async () => {
		const { rows, report } = await probe(
			zen,
			corrected(merge({}, page.asked(), { ids: page.rest().ids })),
		);
		expect(rows.accounts!.verdict).toBe('different');
		expect(rows.accounts!.missing).toContain('accountId');
		const suggested = report.contractCorrections as Record<string, object>;
		expect(suggested.accounts).toMatchObject({ list: page.places().accounts!.list as string });
		expect(suggested.purposeCodes).toMatchObject({
			list: page.places().purposeCodes!.list as string,
		});
		expect(merge({}, typed, suggested)).toEqual(typed);
	});

	it('names exactly the names that are others, where lists and IDs are known', async () => {
		zen.reset();
		const { fields, known } = structure(page);
		const ids = { ids: page.rest().ids };
		const { rows, report } = await probe(
			zen,
			corrected(merge({}, page.asked(), page.places(), fields, ids)),
		);
		const caller = new Caller(zen);
		for (const { name: call, told } of EXPECTED) {
			const items = await itemsOf(call, { zen, caller, page });
			const pairs = told.flatMap((schema) => page.pairs(schema));
			const others = pairs.filter(
				([ours, theirs]) =>
					ours !== theirs &&
					!known.has(ours) &&
					items.some((item) => get(item, theirs) !== undefined),
			);
			const row = rows[call]!;
			const own = new Set(told.flatMap((schema) => Object.keys(VOCABULARY[OF[schema]!])));
			const plain = (texts: string[]) =>
				[...new Set(texts.map((text) => text.split('[].').at(-1)!))].sort();
			// What this ZEN leaves out here may be what is unknown, for all that a read shows.
			const leftOut = pairs.filter(
				([, theirs]) => !items.some((item) => get(item, theirs) !== undefined),
			);
			const isLeftOut = (one: string) => leftOut.some(([ours]) => ours === one.split('[].').at(-1));
			expect([call, plain(row.missing.filter((one) => !isLeftOut(one)))]).toEqual([
				call,
				plain(others.map(([ours]) => ours).filter((ours) => own.has(ours) && ours !== ALWAYS_NULL)),
			]);
			expect([call, plain(row.unknown.map(({ name }) => name))]).toEqual([
				call,
				plain(others.map(([, theirs]) => theirs)),
			]);
			expect(row.verdict).toBe('different');
		}
		await caller.close();
		expect(merge({}, typed, report.contractCorrections)).toEqual(typed);
		const suggested = report.rows.map(({ corrections }) => JSON.stringify(corrections));
		expect(suggested.join()).not.toMatch(/"externalId"|"amount/);
	});

	it('names statuses and directions in other words', async () => {
		const { statuses: _s, directions: _d, ...rest } = typed as Record<string, object>;
		const { rows } = await probe(zen, corrected(rest));
		for (const call of ['history', 'payment']) {
			expect(rows[call]!.wrong.map((one) => one.name)).toEqual(['status', 'direction']);
		}
	});

	it('with what is suggested and the rest of its page every read is confirmed', async () => {
		zen.reset();
		const first = await probe(zen, corrected(merge({}, page.asked(), page.places(), page.rest())));
		const { reads } = await probe(
			zen,
			corrected(merge({}, typed, first.report.contractCorrections)),
		);
		expect(reads.filter(({ verdict }) => verdict !== 'confirmed with corrections')).toEqual([]);
		expect(methods(zen)).toEqual(['GET']);
	});
});

const OF: Record<string, keyof typeof VOCABULARY> = {
	...{ Account: 'account', AccountNumber: 'accountNumber', Payment: 'payment', Fee: 'fee' },
	...{ Draft: 'draft', PurposeCode: 'purposeCode', Channel: 'precalculation' },
	...{ ChargeTypeOption: 'precalculation' },
};
const EXPECTED = [
	{ name: 'accounts', told: ['Account', 'AccountNumber'] },
	{ name: 'account', told: ['Account', 'AccountNumber'] },
	{ name: 'precalculation', told: ['Channel', 'ChargeTypeOption', 'Fee'] },
	{ name: 'purposeCodes', told: ['PurposeCode'] },
	{ name: 'history', told: ['Payment', 'Fee'] },
	{ name: 'payment', told: ['Payment', 'Fee'] },
	{ name: 'drafts', told: ['Draft'] },
	{ name: 'draft', told: ['Draft'] },
];
// In every payment that was seen, so that its absence says nothing.
const ALWAYS_NULL = 'relatedTransaction';
// Lists in what is told, and what is asked by.
const STRUCTURE = [
	'accountNumbers',
	'channels',
	'chargeTypes',
	'fees',
	'senderFees',
	'receiverFees',
	'accountId',
	'id',
];

/** Of the names in the answers those by which a read gets further. */
function structure(page: VariantCorrections) {
	const { account, precalculation, payment, draft } = page.fields() as Record<
		string,
		{ fields: Record<string, string> }
	>;
	const some = (one: { fields: Record<string, string> } | undefined, names: string[]) => ({
		fields: Object.fromEntries(
			Object.entries(one!.fields).filter(([name]) => names.includes(name)),
		),
	});
	const fields = {
		account: some(account, STRUCTURE),
		precalculation: some(precalculation, STRUCTURE),
		payment: some(payment, STRUCTURE),
		draft: some(draft, [...STRUCTURE]),
	};
	return { fields, known: new Set([...STRUCTURE, 'draftId']) };
}

/** The objects in an answer that the probe had, and in their lists. */
async function itemsOf(
	call: string,
	{ zen, caller, page }: { zen: Simulator; caller: Caller; page: VariantCorrections },
): Promise<object[]> {
	const { path } = page.asked()[call] as { path: string };
	const { path: history } = page.asked().history as { path: string };
	const form = new RegExp(`^${path.replace('{id}', '[^/]+')}$`);
	const asked = zen
		.requests()
		.find(
			(one) =>
				form.test(one.path) && one.status === 200 && (call === 'history' || one.path !== history),
		)!;
	const query = new URLSearchParams(asked.query as Record<string, string>).toString();
	return objectsIn((await caller.get(`${asked.path}?${query}`)).json());
}

function objectsIn(told: unknown): object[] {
	if (Array.isArray(told)) return told.flatMap(objectsIn);
	if (typeof told !== 'object' || told === null) return [];
	return [told, ...Object.values(told).flatMap(objectsIn)];
}
