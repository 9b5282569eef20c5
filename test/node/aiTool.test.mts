import { readFileSync } from 'node:fs';
import { NodeHelpers } from 'n8n-workflow';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { Zen } from '../../nodes/Zen/Zen.node';
import { resources } from '../../nodes/Zen/resources';
import { createEngine, runAsAgentTool } from '../engine/harness.mts';
import { credentialFor } from '../support/credential.mts';
import { sharedSimulator } from '../support/simulator.mts';
import { executeNode, typeName } from './support/executeNode.mts';
import { ACCOUNT } from '../simulator/index.mts';
import { byId, payment, seen } from './support/zen.mts';

const simulator = await sharedSimulator();
const TOOL = `${typeName(new Zen())}Tool`;

/** The node as n8n hands it to a language model. */
function tool(parameters: INodeParameters) {
	const node: INode = {
		id: 'zen',
		name: 'ZEN',
		type: TOOL,
		typeVersion: 1,
		position: [0, 0],
		parameters: { descriptionType: 'auto', ...parameters },
	};
	const handleToolInvocation = async () => ({});
	return createNodeAsTool({ node, nodeType: new Zen(), handleToolInvocation }).response;
}

describe('the node as a tool of a language model', () => {
	it('is offered as one', () => {
		expect(new Zen().description.usableAsTool).toBe(true);
	});

	it.each([
		['draft', 'create', 'Create draft payment for a person to accept in ZEN'],
		['payment', 'create', 'Create payment in ZEN'],
		['payment', 'precalculate', 'Calculate fees and channels of payment in ZEN'],
		['connection', 'check', 'Check connection in ZEN'],
	])('%s %s reads: %s', (resource, operation, description) => {
		expect(tool({ resource, operation }).description).toBe(description);
	});

	it('has a description of its own for every operation', () => {
		const all = resources.flatMap(({ value, operations }) =>
			operations.map(({ option }) => ({ resource: value, operation: option.value as string })),
		);
		const descriptions = all.map((parameters) => tool(parameters).description);
		expect(new Set(descriptions).size).toBe(all.length);
	});

	it('takes from the model what the user leaves to it, also in a resource locator', () => {
		const parameters = {
			resource: 'draft',
			operation: 'create',
			accountId: { __rl: true, mode: 'id', value: "={{ $fromAI('Account') }}" },
			externalId: "={{ $fromAI('External_ID', 'The invoice number, the same for every attempt') }}",
			chargeType: { __rl: true, mode: 'value', value: "={{ $fromAI('Charge_Type') }}" },
		};
		const { shape } = tool(parameters).schema as {
			shape: Record<string, { description?: string }>;
		};
		expect(Object.keys(shape)).toEqual(['Account', 'External_ID', 'Charge_Type']);
		expect(shape.External_ID?.description).toContain('the same for every attempt');
	});

	describe.each(['payment', 'draft'])('%s create', (resource) => {
		const { description } = new Zen();
		const shown = (name: string) =>
			description.properties.filter((field) =>
				NodeHelpers.displayParameter(
					{ resource, operation: 'create' },
					field,
					{ typeVersion: 1 },
					{ ...description, name },
				),
			);
		const notice = (name: string) => shown(name).find((field) => field.name === 'toolNotice');

		it('tells a tool, and nobody else, what to paste into External ID', () => {
			expect(notice('zen')).toBeUndefined();
			expect(notice('zenTool')).toMatchObject({ type: 'notice' });
		});

		it('holds a text to paste that leads a model to the right reference', () => {
			const [, pasted = ''] = /<code>(.*)<\/code>/.exec(notice('zenTool')!.displayName) ?? [];
			const page = readFileSync(new URL('../../docs/agents.md', import.meta.url), 'utf8');
			expect(page).toContain(`  ${pasted}\n`);
			const { schema } = tool({ resource, operation: 'create', externalId: `=${pasted}` });
			const { shape } = schema as { shape: Record<string, { description?: string }> };
			expect(Object.keys(shape)).toEqual(['externalId']);
			expect(shape.externalId?.description).toMatch(
				/^The supplier and the number .* never make one up\.$/,
			);
		});

		it('says in words of its own what each required field is for', () => {
			const required = shown('zenTool').filter((field) => field.required);
			expect(required.map(({ name }) => name)).toEqual([
				...['accountId', 'externalId', 'amount', 'title'],
				...['receiverName', 'receiverAccountNumber'],
			]);
			for (const { name, description: said = '' } of required) {
				expect([name, said.split(' ').length > 5]).toEqual([name, true]);
			}
			expect(required[0]!.description).toContain('its IBAN, or its alias');
		});
	});

	it('tells in the field itself that a reference is to be used again', () => {
		const fields = new Zen().description.properties.filter(
			({ name, displayOptions }) =>
				name === 'externalId' && !displayOptions?.show?.resource?.includes('ledger'),
		);
		expect(fields).toHaveLength(2);
		for (const { description } of fields) {
			expect(description).toContain('Reuse the very same value');
			expect(description).toContain('Never make up a new value');
		}
	});
});

const call = async (type: string, parameters: INodeParameters, credential: object = {}) =>
	await runAsAgentTool(
		await createEngine({
			packageDirs: [],
			nodes: { [type]: new Zen() },
			credentialTypes: [new ZenApi()],
		}),
		{ type, parameters, credentials: { zenApi: 'ZEN' } },
		{ credentials: { ZEN: { ...credentialFor(simulator), ...credential } } },
	);
const MAY_PAY = { aiTools: 'payments' };

describe('the node as the own tool of an agent of n8n', () => {
	it.each(['payment', 'draft'])('sends no %s, and says what to do instead', async (resource) => {
		const parameters = payment({ resource }) as INodeParameters;
		await expect(call(TOOL, parameters, MAY_PAY)).rejects.toThrow(
			/^n8n cannot remember payments here, so nothing was sent: the workflow has no ID\. An agent of n8n .*\. Give the agent a workflow as its tool/,
		);
		expect(seen(simulator, 'POST')).toEqual([]);
	});

	it('says so also where n8n runs the node as it is', async () => {
		const paying = call(typeName(new Zen()), payment() as INodeParameters, MAY_PAY);
		await expect(paying).rejects.toThrow('Give the agent a workflow as its tool');
	});

	it('reads', async () => {
		for (const credential of [{}, { aiTools: 'nothing' }, { allowPayments: false }]) {
			const items = await call(TOOL, { resource: 'account', operation: 'getAll' }, credential);
			expect(items.length).toBeGreaterThan(0);
		}
	});

	describe.each([TOOL, typeName(new Zen())])('run as %s', (type) => {
		it.each<[string, IDataObject, object, string]>([
			['payment by default', {}, {}, 'AI Tools May is set to drafts'],
			['draft where it may only read', { resource: 'draft' }, { aiTools: 'nothing' }, 'AI Tools'],
			['payment without a memory', { memory: 'off' }, MAY_PAY, 'Memory cannot be changed'],
			['draft without a memory', { resource: 'draft', memory: 'off' }, {}, 'Memory cannot be'],
		])('sends no %s', async (_what, parameters, credential, refusal) => {
			const calling = call(type, payment(parameters as never) as INodeParameters, credential);
			await expect(calling).rejects.toThrow(refusal);
			expect(seen(simulator, 'POST')).toEqual([]);
		});

		it('resolves nothing', async () => {
			const parameters = { resource: 'ledger', operation: 'resolve', externalId: 'INV-7' };
			await expect(call(type, parameters, MAY_PAY)).rejects.toThrow('not for a language model');
		});
	});

	it('pays for no model, since n8n tells no workflow there', async () => {
		const paying = call(typeName(new Zen()), payment() as INodeParameters);
		await expect(paying).rejects.toThrow(/^AI Tools May is set to drafts/);
	});
});

describe('a language model with the node as its tool', () => {
	const asTool = async (parameters: object, credential: object = {}) =>
		await executeNode(new Zen(), {
			parameters: { ...payment(), ...parameters },
			credentials: { zenApi: { ...credentialFor(simulator), ...credential } },
			engine: await createEngine({
				packageDirs: [],
				nodes: { [TOOL]: new Zen() },
				credentialTypes: [new ZenApi()],
			}),
			settings: { type: TOOL },
		});
	const refusal = async (parameters: object, credential: object = {}) => {
		const { json, error } = await asTool(parameters, credential);
		expect(seen(simulator, 'POST')).toEqual([]);
		expect(seen(simulator, 'DELETE')).toEqual([]);
		return error?.message ?? (json[0]?.error as IDataObject | undefined)?.message;
	};

	it('pays nothing by default, and is told who can change that', async () => {
		expect(await refusal({})).toMatch(
			/^AI Tools May is set to drafts, .* Whoever owns the ZEN API credential can change that\.$/,
		);
	});

	it.each(['LT53 9999 0000 0000 0001', 'main account'])(
		'pays from the account that it names "%s"',
		async (value) => {
			const { json } = await asTool({ accountId: byId(value) }, MAY_PAY);
			expect(json).toMatchObject([{ outcome: 'accepted' }]);
			const bodies = seen(simulator, 'POST').map(({ body }) => JSON.parse(body) as object);
			expect(bodies).toMatchObject([{ accountId: ACCOUNT.main }]);
		},
	);

	it('is told which accounts there are where it names none of them', async () => {
		const problem = await refusal({ accountId: byId('the usual one') }, MAY_PAY);
		expect(problem).toMatch(
			/^From Account holds "the usual one", .*"Main account · EUR · LT53…0001"/,
		);
	});

	it('saves a draft by default', async () => {
		const { json } = await asTool({ resource: 'draft' });
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
		expect(simulator.ledger()).toEqual([]);
	});

	it.each<[string, object]>([
		['payment', {}],
		['draft', { resource: 'draft' }],
		['deletion', { resource: 'draft', operation: 'delete', draftId: byId(ACCOUNT.main) }],
	])('makes no %s where it may only read', async (_what, parameters) => {
		expect(await refusal(parameters, { aiTools: 'nothing' })).toMatch(
			/^AI Tools May is set to nothing/,
		);
	});

	it('deletes no draft by default: it need not be its own', async () => {
		const { id } = simulator.drafts()[0]!;
		const deletion = { resource: 'draft', operation: 'delete', draftId: byId(id) };
		expect(await refusal(deletion)).toMatch(
			/^AI Tools May is set to drafts, .* saves drafts and deletes none/,
		);
		expect(simulator.drafts().map((draft) => draft.id)).toContain(id);
	});

	it.each<[string, object]>([
		['Memory', { memory: 'off' }],
		['Look at ZEN First', { options: { lookFirst: false } }],
		['Look Back (Days)', { options: { lookBackDays: 1 } }],
		['Send Again When Not Found', { options: { sendAgain: true } }],
		['Send Rejected Again', { options: { sendRejectedAgain: true } }],
		['Account Currency Must Match', { options: { currencyMustMatch: false } }],
		['Check Available Balance', { options: { checkBalance: false } }],
		['Not the Same As', { options: { notSameAs: ACCOUNT.main } }],
		['Body Fields (JSON)', { options: { bodyFields: '{"note":1}' } }],
	])('cannot change %s, though it may pay', async (field, parameters) => {
		expect(await refusal(parameters, MAY_PAY)).toContain(
			`${field} cannot be changed where a language model has this node as its tool`,
		);
	});

	it.each([
		['Allowed Receivers', { allowedReceivers: 'PL' }],
		['Limit per Payment', { limitPerPayment: '10.00 EUR' }],
		['Allow Payments', { allowPayments: false }],
	])('stays within %s, though it may pay', async (field, rule) => {
		expect(await refusal({}, { ...MAY_PAY, ...rule })).toContain(field);
	});

	it('pays where it may', async () => {
		const { json } = await asTool({}, { ...MAY_PAY, limitPerPayment: '10.50 EUR' });
		expect(json).toMatchObject([{ outcome: 'accepted' }]);
	});
});
