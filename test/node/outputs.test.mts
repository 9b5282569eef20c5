import { readdirSync } from 'node:fs';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { ZenLedgerApi } from '../../credentials/ZenLedgerApi.credentials';
import { resources } from '../../nodes/Zen/resources';
import { Zen } from '../../nodes/Zen/Zen.node';
import type { Engine } from '../engine/harness.mts';
import { Poller } from '../engine/harness/server/Poller.mts';
import { ACCOUNT, defaultSeed, Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { group, paymentFile, transfer } from '../support/paymentFiles.mts';
import { TableInMemory } from '../support/TableInMemory.mts';
import { engineFor } from './support/executeNode.mts';
import { POLLER, pollWorkflow, TestN8n, TRIGGER, triggerWorkflow } from './support/triggers.mts';
import { byId, CONTINUE, payment, runZen } from './support/zen.mts';

/** At 1280 pixels n8n shows about that many of a table. */
const MOST_COLUMNS = 12;

/** Every column there is by default, and what it means: the same in every row that has it. */
const MEANING: Record<string, string> = {
	accountId: 'One of your accounts, as ZEN knows it',
	accountNumber: 'The IBAN of one of your accounts, or its first number where it has no IBAN',
	accountsSeen: 'How many accounts the credential gives access to',
	alias: "The account's name",
	amount: 'A decimal text, without a sign',
	attempts: 'How often it was tried',
	availableBalance: 'What can be spent, without blocked funds',
	balance: 'What is booked',
	baseUrl: 'The address of ZEN',
	bic: 'Of the bank that keeps the account',
	bookedAt: 'When it was booked; empty until ZEN says so',
	call: 'Method and path of a call, as it is used',
	certificateDaysLeft: 'Whole days until the client certificate ends',
	certificateIssuer: 'Who issued it',
	certificateSerial: 'Its serial number',
	certificateSubject: 'Whom it names',
	certificateValidUntil: 'When it ends',
	channel: 'The way a payment takes, such as `SEPA`',
	chargeType: 'Who bears the fees, such as `SHA`',
	closingBalance: 'Booked at the end of the period, where that is known',
	code: "A purpose code, in ZEN's words",
	confirmed: 'Whether ZEN itself has told this; a notification alone proves nothing',
	counterpartyAccountNumber: 'The account of the other side',
	counterpartyName: 'The other side: who is paid, or of what came in, who has paid',
	createdAt: "When it was made, by ZEN's clock",
	currency: 'ISO 4217',
	deleted: 'That it is gone',
	description: 'What the code is for',
	direction: '`OUTGOING` or `INCOMING`',
	draftId: 'A draft at ZEN',
	environment: 'Which one the credential is for',
	eventId: 'The same for the same event in both triggers',
	executionDate: 'The day on which the file wants it executed',
	externalId: 'Your own reference: supplier and invoice number',
	fee: "What your side is charged, all together, in the row's currency; empty where ZEN tells none, or one in another currency",
	feeCurrency: 'Of `fee`, where it has one of its own',
	fees: 'All fees of the period',
	fileName: 'Of the file that stands beside',
	firstDay: 'Of the first attempt, UTC',
	found: 'What is expected, not told, of another form or not known here: names and forms, no value',
	from: 'The first day of the period',
	httpStatus: 'With which ZEN answered',
	in: 'All that came in',
	keyType: '`RSA` or `EC`',
	kind: '`payment` or `draft`',
	lastAttempt: 'When it was tried last',
	lastDay: 'Of the last attempt, UTC',
	lastModifiedAt: "When it changed last, by ZEN's clock",
	latencyMs: "How long ZEN's answer took",
	leftOut: 'What of the file a payment goes out without',
	limitCurrency: 'Of `minimum` and `maximum`',
	maximum: 'The most that can be sent so',
	message: 'What a person should know, where there is something',
	minimum: 'The least that can be sent so',
	notes: 'What is in none of the sums, and what is not known',
	openingBalance: 'Booked before the period, where that is known',
	out: 'All that went out',
	outcome: 'What became of it, see _Paying safely_',
	page: "The call, as ZEN's manual has it",
	paymentId: 'A payment at ZEN',
	payments: 'How many there are',
	paymentsAllowed: 'Whether the credential may pay',
	productName: 'What ZEN calls this kind of account',
	purposeCode: 'What the payment is for, where the file says so',
	receiverAccountNumber: 'The account that is paid; in the ledger only its ends are legible',
	receiverDetails: "The receiver's address and bank, as JSON for _All Details_",
	receiverName: 'Who is paid',
	state: 'How it stands in the memory, see _The memory_',
	status: "ZEN's own word, such as `SETTLED`",
	suggestedCorrections:
		'Ready to be pasted into Contract Corrections (JSON), once compared with the manual',
	title: 'What the receiver reads on the statement',
	tlsVersion: 'Of the connection',
	to: 'The last day of the period, included',
	verdict: 'What was seen of a call',
	workflowName: 'Which workflow has sent it',
};

const LEDGER = { host: 'db.example' };
const table = new TableInMemory();
vi.mock('../../nodes/zen-ledger', async (original) => ({
	...(await original<object>()),
	openPostgresLedger: async () => table,
}));

let simulator: Simulator;
let engine: Engine;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start({ showExternalId: true, seed: defaultSeed(new Date()) });
	engine = await engineFor(new Zen(), { credentialTypes: [new ZenApi(), new ZenLedgerApi()] });
	n8n = await TestN8n.start(simulator);
});
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

const run = async (resource: string, operation: string, more: object = {}, execution = {}) => {
	const { json, error } = await runZen(simulator, { ...more, resource, operation } as never, {
		engine,
		credentials: { zenApi: credentialFor(simulator), zenLedgerApi: LEDGER },
		...execution,
	});
	expect(error).toBeUndefined();
	return json;
};
const own = { accountId: byId(ACCOUNT.main) };
const pay = async (
	resource: string,
	more: { externalId: string; memory?: string },
	execution = {},
) =>
	await run(
		resource,
		'create',
		payment({ title: `Invoice ${more.externalId}`, ...more }),
		execution,
	);
const draftId = async (externalId: string) => {
	const [draft] = await pay('draft', { externalId });
	return byId(String(draft!.draftId));
};
const paymentId = async () => byId(String((await run('payment', 'getAll', own))[0]!.paymentId));

/** How the rows of every operation and trigger come about. */
const ROWS: Record<string, () => Promise<IDataObject[]>> = {
	'account.get': async () => await run('account', 'get', own),
	'account.getAll': async () => await run('account', 'getAll'),
	'connection.check': async () => await run('connection', 'check'),
	'connection.probe': async () => await run('connection', 'probe'),
	'draft.create': async () => await pay('draft', { externalId: 'D-1' }),
	'draft.delete': async () => await run('draft', 'delete', { draftId: await draftId('D-2') }),
	'draft.get': async () => await run('draft', 'get', { draftId: await draftId('D-3') }),
	'draft.getAll': async () => await run('draft', 'getAll'),
	'ledger.getAll': async () => {
		await pay('payment', { externalId: 'L-1', memory: 'postgres' });
		await pay('draft', { externalId: 'L-2', memory: 'postgres' });
		return await run('ledger', 'getAll', { memory: 'postgres' });
	},
	'ledger.resolve': async () => {
		const memory = { externalId: 'R-1', memory: 'postgres' };
		const path = /^\/payments\/v1\.0/;
		simulator.faults.add({ kind: 'resetBeforeCommit', method: 'POST', path, times: 1 });
		await pay('payment', memory, CONTINUE);
		for (const row of table.rows.values()) row.lastAt -= 900_000;
		return await run('ledger', 'resolve', memory);
	},
	'payment.create': async () => [
		...(await pay('payment', { externalId: 'P-1' })),
		...(await pay('payment', { externalId: 'P-1' })),
	],
	'payment.get': async () => await run('payment', 'get', { paymentId: await paymentId() }),
	'payment.getAll': async () => await run('payment', 'getAll', { ...own, returnAll: true }),
	'payment.getAllPurposeCodes': async () => await run('payment', 'getAllPurposeCodes'),
	'payment.getConfirmation': async () =>
		await run('payment', 'getConfirmation', { paymentId: await paymentId() }),
	'payment.precalculate': async () =>
		await run('payment', 'precalculate', { ...own, amount: '10', currency: 'EUR' }),
	'paymentFile.read': async () => {
		const file = paymentFile([group([transfer('F-1', '10.50'), transfer('F-2', '1.00')])]);
		const data = { data: Buffer.from(file).toString('base64'), mimeType: 'application/xml' };
		return await run('paymentFile', 'read', {}, { input: [{ json: {}, binary: { data } }] });
	},
	'statement.export': async () =>
		await run('statement', 'export', {
			...own,
			bookedAtFrom: '={{ $now.minus({ days: 40 }).toISODate() }}',
			bookedAtTo: '={{ $now.minus({ days: 10 }).toISODate() }}',
			options: { deriveBalances: true, fees: 'entries' },
		}),
	zenTrigger: async () => {
		const published = await n8n.publish(triggerWorkflow());
		const { paymentId } = simulator.incoming({ accountId: ACCOUNT.main, amount: '12.30' });
		await simulator.notify(n8n.server.url(published, TRIGGER), paymentId);
		return published.emitted();
	},
	zenPollTrigger: async () => {
		const published = await n8n.publish(pollWorkflow());
		const poller = await Poller.activate(published, POLLER);
		simulator.incoming({ accountId: ACCOUNT.main, amount: '12.30' });
		return await poller.tick();
	},
};

const TRIGGERS = [
	['zenTrigger', 'ZenTrigger', 'ZEN Trigger'],
	['zenPollTrigger', 'ZenPollTrigger', 'ZEN Polling Trigger'],
] as const;

/** What puts rows out: by its key in {@link ROWS}, its name for people, and its file for n8n's preview. */
const SOURCES = [
	...resources.flatMap(({ name, value, operations }) =>
		operations.map(({ option }) => ({
			key: `${value}.${option.value}`,
			name: `${name} → ${option.name}`,
			schema: `nodes/Zen/__schema__/v1.0.0/${value}/${option.value}.json`,
		})),
	),
	...TRIGGERS.map(([key, folder, name]) => ({
		key,
		name,
		schema: `nodes/${folder}/__schema__/v1.0.0.json`,
	})),
].map((source) => ({ ...source, rows: ROWS[source.key]! }));

/** The columns of rows, each with the type of what stands in it, in the order of the first row. */
const columns = new Map<string, Map<string, string>>();

describe('the default output', () => {
	it('is one of each operation and trigger', () => {
		expect(Object.keys(ROWS).sort()).toEqual(SOURCES.map(({ key }) => key).sort());
	});

	it.each(SOURCES)('of $name is a flat row of known columns', async ({ key, rows, schema }) => {
		const found = await rows();
		expect(found.length).toBeGreaterThan(0);
		const types = new Map<string, string>();
		for (const row of found) {
			expect(Object.keys(row).length).toBeLessThanOrEqual(MOST_COLUMNS);
			for (const [name, value] of Object.entries(row)) {
				expect(MEANING, `${name} is not known`).toHaveProperty(name);
				expect(value === null || typeof value !== 'object', `${name} is nested`).toBe(true);
				// What is empty in all rows is text where it is not.
				if (value !== null || !types.has(name)) {
					types.set(name, value === null ? 'string' : typeof value);
				}
			}
		}
		columns.set(key, types);
		const properties = Object.fromEntries([...types].map(([name, type]) => [name, { type }]));
		const text = JSON.stringify({ type: 'object', properties, version: 1 }, null, '\t');
		await expect(`${text}\n`).toMatchFileSnapshot(`../../${schema}`);
	});

	it('has the same kind of value under the same name everywhere, and no name in vain', () => {
		const kinds = new Map<string, Set<string>>();
		for (const [name, type] of [...columns.values()].flatMap((types) => [...types])) {
			kinds.set(name, (kinds.get(name) ?? new Set()).add(type));
		}
		expect([...kinds].filter(([, types]) => types.size > 1)).toEqual([]);
		expect([...kinds.keys()].sort()).toEqual(Object.keys(MEANING).sort());
	});

	// They come only where there is something to say.
	const SOMETIMES = ['reason', 'message'];

	it('has the columns that Selected Fields offers, in their order', () => {
		const offered = resources.flatMap(({ value, operations }) =>
			operations.flatMap(({ option, fields }) => {
				const field = fields.find(({ name }) => name === 'fields');
				const names = (field?.options as INodePropertyOptions[] | undefined)?.map(
					({ value: name }) => String(name),
				);
				return names ? [[`${value}.${option.value}`, names] as const] : [];
			}),
		);
		expect(offered.length).toBeGreaterThan(10);
		for (const [key, names] of offered) {
			const always = (list: string[]) => list.filter((name) => !SOMETIMES.includes(name));
			expect(always(names), key).toEqual(always([...columns.get(key)!.keys()]));
		}
	});

	it('is written down, and in no other file than these is a preview', async () => {
		const outputs = SOURCES.map(({ key, name }) => {
			const names = [...columns.get(key)!.keys()].map((column) => `\`${column}\``);
			return `| ${name} | ${names.join(', ')} |`;
		});
		const meanings = Object.entries(MEANING).map(([name, text]) => `| \`${name}\` | ${text} |`);
		const page = [
			'# What comes out',
			'',
			'By default every item is one flat row of at most twelve columns. What is looked at most stands first, IDs stand',
			'last. _Output_ set to _Raw_, or _Simplify_ switched off, gives everything that ZEN tells, _Selected Fields_ the',
			'columns that you pick. An expression in it may also name fields of the raw output, such as `amount.value`.',
			'',
			'| Operation | Columns |',
			'| --- | --- |',
			...outputs,
			'',
			'`message` comes only where there is something to say, `draftId` in the place of `paymentId` for a draft.',
			'What was only checked has no `status`, no ID and no `createdAt`; `balanceAfter` says what the account would have left',
			'after this payment and those before it, fees left out, and is empty where that is not known.',
			'',
			'| Column | What it is |',
			'| --- | --- |',
			...meanings,
		].join('\n');
		const path = 'docs/outputs.md';
		const formatted = await format(page, { ...(await resolveConfig(path)), parser: 'markdown' });
		await expect(formatted).toMatchFileSnapshot(`../../${path}`);
		const files = readdirSync('nodes', { recursive: true }).map((file) => `nodes/${String(file)}`);
		const previews = files.filter((file) => /__schema__.*\.json$/.test(file));
		expect(previews.sort()).toEqual(SOURCES.map(({ schema }) => schema).sort());
	});
});
