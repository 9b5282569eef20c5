import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type { ICredentialType, IExecuteFunctions, INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { listSearch, loadOptions, testCredential } from '../../engine/harness.mts';
import { engineFor, executeNode, typeName } from './executeNode.mts';

class EchoApi implements ICredentialType {
	name = 'echoApi';
	displayName = 'Echo API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'Word', name: 'word', type: 'string', default: 'by default' },
		{ displayName: 'Tone', name: 'tone', type: 'string', default: 'calm' },
	];
}

class Echo implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Echo',
		name: 'echo',
		group: ['transform'],
		version: [1, 2],
		description: 'Says what it was told',
		defaults: { name: 'Echo' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'echoApi', testedBy: 'echoTest' }],
		properties: [
			{ displayName: 'Text', name: 'text', type: 'string', default: 'nothing' },
			{ displayName: 'Ask', name: 'ask', type: 'boolean', default: false },
		],
	};

	methods: INodeType['methods'] = {
		loadOptions: {
			async words() {
				const { word } = await this.getCredentials<{ word: string }>('echoApi');
				return [{ name: `${word} ${String(this.getCurrentNodeParameter('text'))}`, value: 'x' }];
			},
		},
		listSearch: {
			async find(filter?: string, token?: string) {
				return { results: [{ name: `${filter}/${token}`, value: 'x' }] };
			},
		},
		credentialTest: {
			async echoTest({ data }) {
				return { status: 'OK', message: `${String(data?.word)}, ${String(data?.tone)}` };
			},
		},
	};

	async execute(this: IExecuteFunctions) {
		const out = this.getInputData().map((item, index) => {
			const text = this.getNodeParameter('text', index) as string;
			if (text === 'bad') {
				const error = new NodeOperationError(this.getNode(), 'Bad text', { itemIndex: index });
				if (!this.continueOnFail()) throw error;
				return { json: { error: 'Bad text' }, pairedItem: { item: index } };
			}
			const file = item.binary?.data?.fileName;
			return { json: { text, file: file ?? null }, pairedItem: { item: index } };
		});
		if (!this.getNodeParameter('ask', 0)) return [out];
		return [[{ json: { credential: await this.getCredentials('echoApi') } }]];
	}
}

describe('executeNode', () => {
	it('runs a node class from source: expressions per item, pairing, latest version', async () => {
		const { status, json, items, error } = await executeNode(new Echo(), {
			parameters: { text: '={{ $json.a }}!' },
			items: [{ a: 1 }, { a: 2 }],
		});
		expect({ status, error }).toEqual({ status: 'success', error: undefined });
		expect(json.map(({ text }) => text)).toEqual(['1!', '2!']);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('fills in defaults, starts from one empty item and takes whole items', async () => {
		expect((await executeNode(new Echo())).json).toEqual([{ text: 'nothing', file: null }]);
		const file = { data: 'aGk=', mimeType: 'text/plain', fileName: 'a.txt' };
		const input = [{ json: {}, binary: { data: file } }];
		expect((await executeNode(new Echo(), { input })).json[0]?.file).toBe('a.txt');
	});

	it('hands over credentials with defaults filled in and expressions resolved', async () => {
		const { json } = await executeNode(new Echo(), {
			parameters: { ask: true },
			items: [{ tone: 'loud' }],
			credentials: { echoApi: { tone: '={{ $json.tone }}' } },
			credentialTypes: [new EchoApi()],
		});
		expect(json).toEqual([{ credential: { word: 'by default', tone: 'loud' } }]);
	});

	it('tells what the node threw, and for which item', async () => {
		const { status, error, items } = await executeNode(new Echo(), {
			parameters: { text: '={{ $json.a }}' },
			items: [{ a: 'good' }, { a: 'bad' }],
		});
		expect(status).toBe('error');
		expect(error).toMatchObject({ message: 'Bad text', context: { itemIndex: 1 } });
		expect(items).toEqual([]);
	});

	it('knows both ways to continue', async () => {
		const run = async (onError: 'continueRegularOutput' | 'continueErrorOutput') =>
			await executeNode(new Echo(), {
				parameters: { text: '={{ $json.a }}' },
				items: [{ a: 'good' }, { a: 'bad' }],
				settings: { onError },
			});
		const regular = await run('continueRegularOutput');
		expect(regular.json[1]).toEqual({ error: 'Bad text' });
		const { outputs } = await run('continueErrorOutput');
		expect(outputs.map((items) => items.length)).toEqual([1, 1]);
		expect(outputs[1]?.[0]?.json).toEqual({ a: 'bad', error: 'Bad text' });
	});
});

describe('what the editor calls', () => {
	const open = async () =>
		await engineFor(new Echo(), {
			credentialTypes: [new EchoApi()],
			credentials: { mine: { word: 'hello' } },
		});

	it('loads options with the parameters and credentials of the open node', async () => {
		const engine = await open();
		const node = { type: typeName(new Echo()), parameters: { text: 'you' } };
		const credentials = { echoApi: 'mine' };
		expect(await loadOptions(engine, { ...node, credentials }, 'words')).toEqual([
			{ name: 'hello you', value: 'x' },
		]);
	});

	it('searches lists', async () => {
		const { results } = await listSearch(
			await open(),
			{ type: typeName(new Echo()) },
			'find',
			'acc',
			'next',
		);
		expect(results[0]?.name).toBe('acc/next');
	});

	it('tests credentials with the method the node names', async () => {
		const engine = await open();
		const result = await testCredential(engine, typeName(new Echo()), 'echoApi', { word: 'hi' });
		expect(result).toEqual({ status: 'OK', message: 'hi, calm' });
	});
});
