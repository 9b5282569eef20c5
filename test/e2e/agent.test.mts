import type { IDataObject, INode } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES } from '../simulator/index.mts';
import { Agent } from './agent/Agent.mts';
import {
	anyTool,
	deleteTool,
	invoice,
	olderRequestTool,
	ONLY_PAYMENTS,
	payoutTool,
	readTool,
	requestTool,
	resolveTool,
	WEAKENING,
} from './agent/tools.mts';
import type { ToolCall } from './support/ScriptedModel.mts';
import { NEWEST, OLDEST } from './install/releases.mts';
import { examples } from './n8n/examples.mts';
import { Stage } from './n8n/Stage.mts';

const pay = payoutTool('Pay', 'payment');
const draft = payoutTool('Draft', 'draft');
const [FIRST, SECOND] = COMPANIES.map(({ accountNumber }) => accountNumber!);

/** One turn of the model, in which it calls one tool. */
const call = (tool: string, input: IDataObject = {}) => [{ tool, input }];

describe.each([NEWEST, OLDEST])('the node as the tool of an AI Agent in n8n $n8n', (release) => {
	let stage: Stage;
	let agent: Agent;
	beforeAll(async () => {
		stage = await Stage.open({ release });
		agent = await Agent.open(stage);
	});
	afterAll(async () => {
		agent?.close();
		await stage?.close();
	});
	beforeEach(() => stage.simulator.reset());

	/** What reached ZEN and was no reading. */
	const sent = () =>
		stage.simulator
			.requests()
			.filter(({ method }) => method !== 'GET')
			.map(({ method, path }) => `${method} ${path}`);

	/** Has the model weaken one field after the other. @returns which, and what it was told of each */
	async function weaken(resource: 'payment' | 'draft', credential: IDataObject) {
		const fields = WEAKENING.filter(
			([field]) => resource === 'payment' || !ONLY_PAYMENTS.includes(field),
		);
		const tools = fields.map(([, more], place) => payoutTool(`Tool${place}`, resource, more));
		const script = fields.map(([, , input], place) => call(`Tool${place}`, invoice(input)));
		const answers = await agent.run(tools, script, { credential });
		return fields.map(([field], place) => ({ field, answer: answers[place] }));
	}

	it('shows the model what each tool does and what it is to fill in', async () => {
		await agent.run([draft, readTool], []);
		const { Draft, Accounts } = agent.model.offered;
		expect(Draft?.description).toBe('Create draft payment for a person to accept in ZEN');
		expect(Object.keys(Draft!.parameters.properties)).toEqual(Object.keys(invoice()));
		expect(Accounts).toMatchObject({ description: 'Get many accounts in ZEN' });
	});

	describe('with a new credential', () => {
		it('pays nothing, and tells the model why', async () => {
			const script = [
				call('Pay', invoice()),
				call('Anything', { resource: 'payment', operation: 'create', ...invoice() }),
			];
			const answers = await agent.run([pay, anyTool], script);
			expect(answers).toHaveLength(2);
			for (const answer of answers) expect(answer).toContain('AI Tools May is set to drafts');
			expect(sent()).toEqual([]);
		});

		it('leaves it to a person to say that a payment never went out', async () => {
			const [answer] = await agent.run([resolveTool], [call('Resolve', { externalId: 'INV-7' })]);
			expect(answer).toContain('Resolve is not for a language model');
			expect(stage.simulator.requests()).toEqual([]);
		});

		it('has nothing weakened by the model', async () => {
			for (const { field, answer } of await weaken('draft', {})) {
				expect(answer).toContain(`${field} cannot be changed where a language model has this node`);
			}
			expect(sent()).toEqual([]);
		});

		it('reads, and saves a draft once', async () => {
			const script = [call('Accounts'), call('Draft', invoice()), call('Draft', invoice())];
			const [accounts, first, second] = await agent.run([readTool, draft], script);
			expect(JSON.parse(accounts!)).toHaveLength(4);
			expect(JSON.parse(first!)).toMatchObject([{ outcome: 'accepted', status: 'DRAFT' }]);
			expect(JSON.parse(second!)).toMatchObject([{ outcome: 'alreadySent' }]);
			expect(sent()).toEqual(['POST /payments/v1.0/drafts']);
		});
	});

	describe('where it may pay', () => {
		const MAY_PAY = {
			aiTools: 'payments',
			allowedReceivers: FIRST,
			limitPerPayment: '11.00 EUR',
		};

		it('pays once, however often the model calls, also twice in one turn', async () => {
			const twice = [...call('Pay', invoice()), ...call('Pay', invoice())];
			const script = [twice, call('Pay', invoice())];
			const answers = await agent.run([pay], script, { credential: MAY_PAY });
			const outcomes = answers.map((answer) => (JSON.parse(answer) as IDataObject[])[0]?.outcome);
			// In n8n 2.8 the last call of a turn is the first to be made.
			expect(outcomes.sort()).toEqual(['accepted', 'alreadySent', 'alreadySent']);
			expect(stage.simulator.ledger()).toMatchObject([{ externalId: 'INV-7' }]);
		});

		it('is held to the receivers and the limit of the credential, and says so', async () => {
			const script = [
				call('Pay', invoice({ receiverAccountNumber: SECOND })),
				call('Pay', invoice({ amount: '11.01' })),
				call('Pay', invoice({ accountId: ACCOUNT.zloty, currency: 'PLN' })),
			];
			const [receiver, ...limits] = await agent.run([pay], script, { credential: MAY_PAY });
			expect(receiver).toContain('Allowed Receivers of the ZEN API credential');
			expect(limits).toHaveLength(2);
			for (const limit of limits)
				expect(limit).toContain('Limit per Payment of the ZEN API credential');
			expect(sent()).toEqual([]);
		});

		it('has nothing weakened by the model', async () => {
			for (const { field, answer } of await weaken('payment', MAY_PAY)) {
				expect(answer).toContain(`${field} cannot be changed where a language model has this node`);
			}
			expect(sent()).toEqual([]);
		});

		it.each([3, 2.2])(
			'tells an agent of version %d what became of a payment, and leaves the rest to a person',
			async (typeVersion) => {
				const { faults } = stage.simulator;
				const path = '/payments/v1.0';
				faults.add({ kind: 'resetAfterCommit', method: 'POST', path, times: 1 });
				const options = { credential: MAY_PAY, typeVersion };
				const [answer] = await agent.run([pay], [call('Pay', invoice())], options);
				const [{ error }] = JSON.parse(answer!) as [{ error: IDataObject }];
				expect(error).toMatchObject({ externalId: 'INV-7', outcome: 'unknown' });
				expect(error.description).toContain('is for a person to say');
				expect(answer).not.toContain('new External ID');
			},
		);
	});

	it('only reads where the credential allows nothing else', async () => {
		const { id } = stage.simulator.drafts()[0]!;
		const script = [
			call('Accounts'),
			call('Pay', invoice()),
			call('Draft', invoice()),
			call('Delete', { draftId: id }),
		];
		const tools = [readTool, pay, draft, deleteTool];
		const credential = { aiTools: 'nothing' };
		const [accounts, ...refusals] = await agent.run(tools, script, { credential });
		expect(JSON.parse(accounts!)).toHaveLength(4);
		expect(refusals).toHaveLength(3);
		for (const refusal of refusals) expect(refusal).toContain('AI Tools May is set to nothing');
		expect(sent()).toEqual([]);
	});

	it('drafts invoices from a mailbox in the example, which cannot pay even when the model tries', async () => {
		const example = examples.find(({ id }) => id === 'agent-drafts-from-mailbox')!;
		const { mails } = JSON.parse(
			String(example.nodes.find(({ name }) => name === 'Sample invoices')!.parameters.jsonOutput),
		) as { mails: IDataObject[] };
		const { accountId: _accountId, ...given } = invoice({ externalId: 'Sample Freight INV-5902' });
		// It answers both mails, and each with one call more than it should.
		const paying = { ...given, resource: 'payment', operation: 'create' };
		const script = [call('Save_draft', given), call('Save_draft', paying), call('Accounts')];
		const credential = { allowPayments: false };
		const answers = await agent.runExample(example, script, credential);
		expect(mails).toHaveLength(2);
		const { Save_draft: tool } = agent.model.offered;
		expect(Object.keys(agent.model.offered).sort()).toEqual(['Accounts', 'Save_draft']);
		expect(Object.keys(tool!.parameters.properties).sort()).toEqual(Object.keys(given).sort());
		expect(answers.length).toBeLessThanOrEqual(3);
		expect(sent()).toEqual(['POST /payments/v1.0/drafts']);
		expect(stage.simulator.ledger()).toEqual([]);
		expect(stage.simulator.drafts().at(-1)?.body).toMatchObject({
			accountId: ACCOUNT.main,
			externalId: 'Sample Freight INV-5902',
		});
	});

	describe("with n8n's own tools for requests, whatever the credential allows", () => {
		const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];
		const payments = () => `${stage.simulator.url}/payments/v1.0?accountId=${ACCOUNT.main}`;

		/** @returns what came of the first call; all others were refused */
		async function onlyReads(tools: INode[], calls: ToolCall[], typeVersion: number) {
			// Else n8n 2.8 stops at the first failure.
			const goOn = tools.map((tool): INode => ({ ...tool, onError: 'continueRegularOutput' }));
			const options = { credential: { aiTools: 'payments' }, typeVersion };
			const script = calls.map((one) => [one]);
			const [read, ...refusals] = await agent.run(goOn, script, options);
			expect(refusals).toHaveLength(3);
			for (const refusal of refusals) expect(refusal).toContain('Method may only be GET');
			expect(sent()).toEqual([]);
			return read;
		}

		it('only reads by the HTTP Request node', async () => {
			const calls = METHODS.map((method) => call('Request', { method, url: payments() }));
			expect(await onlyReads([requestTool], calls.flat(), 3)).toContain('relatedTransaction');
		});

		it('only reads by the older HTTP Request Tool, which only older agents can use', async () => {
			const tools = METHODS.map((method) => olderRequestTool(method, payments()));
			await onlyReads(
				tools,
				METHODS.flatMap((method) => call(`Older_${method}`)),
				2.2,
			);
		});
	});
});
