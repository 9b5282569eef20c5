import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, readBinary, type Engine } from './harness.mts';
import { chain, editFields, starting } from './support/workflows.mts';

/** A node that does what a test puts into it. */
const probe = (execute: NonNullable<INodeType['execute']>): INodeType => ({
	description: {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: 1,
		description: 'Does what a test asks for',
		defaults: { name: 'Probe' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	execute,
});
const probeNode = { name: 'Probe', type: 'test.probe' };
const withProbe = async (execute: NonNullable<INodeType['execute']>) =>
	await createEngine({ packageDirs: [], nodes: { 'test.probe': probe(execute) } });

let engine: Engine;
beforeAll(async () => {
	engine = await createEngine({ packageDirs: [] });
});
afterAll(async () => {
	await engine.stop();
});

const toNumber = (settings: object) =>
	editFields('Number', { amount: { type: 'number', value: '={{ $json.text }}' } }, settings);
const oneBad = { pinData: starting({ text: '1' }, { text: 'many' }, { text: '3' }) };

describe("n8n's own nodes in the engine", () => {
	it('run with expressions, item by item, and pair their items', async () => {
		const filter = {
			name: 'Not b',
			type: 'n8n-nodes-base.filter',
			typeVersion: 2.2,
			parameters: {
				conditions: {
					options: { version: 2, caseSensitive: true, typeValidation: 'strict' },
					combinator: 'and',
					conditions: [
						{
							leftValue: '={{ $json.name }}',
							rightValue: 'b',
							operator: { type: 'string', operation: 'notEquals' },
						},
					],
				},
			},
		};
		const label = editFields('Label', {
			text: { value: '={{ $("Start").item.json.name }}: {{ $json.amount }}' },
		});
		const { status, error, nodes } = await engine.run(chain(filter, label), {
			pinData: starting(
				{ name: 'a', amount: '10.00' },
				{ name: 'b', amount: '20.00' },
				{ name: 'c', amount: '30.00' },
			),
		});

		expect({ status, error }).toEqual({ status: 'success', error: undefined });
		expect(nodes['Not b']?.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 2 },
		]);
		expect(nodes.Label?.outputs[0]?.map(({ json }) => json.text)).toEqual(['a: 10.00', 'c: 30.00']);
		expect(nodes.Label?.runs).toHaveLength(1);
	});

	it('stop the workflow when they fail', async () => {
		const { status, error, nodes } = await engine.run(
			chain(toNumber({}), editFields('After', {})),
			oneBad,
		);

		expect(status).toBe('error');
		expect(error?.message).toContain("'amount' expects a number");
		expect(nodes.Number?.error?.message).toBe(error?.message);
		expect(nodes.After).toBeUndefined();
	});

	it('continue with an error item in place of the item that failed', async () => {
		const node = toNumber({ onError: 'continueRegularOutput' });
		const { status, nodes } = await engine.run(chain(node, editFields('After', {})), oneBad);

		expect(status).toBe('success');
		const items = nodes.After?.outputs[0] ?? [];
		expect(items.map(({ json }) => json.amount)).toEqual([1, undefined, 3]);
		expect(items[1]?.json.error).toContain("'amount' expects a number");
	});

	it('put the item that failed on the error output', async () => {
		const node = toNumber({ onError: 'continueErrorOutput' });
		const { nodes } = await engine.run(chain(node), oneBad);

		const [success, errors] = nodes.Number?.outputs ?? [];
		expect(success?.map(({ json }) => json.amount)).toEqual([1, 3]);
		expect(errors?.map(({ json }) => json.text)).toEqual(['many']);
		expect(errors?.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	});

	it('write and read binary data', async () => {
		const convert = {
			name: 'To file',
			type: 'n8n-nodes-base.convertToFile',
			typeVersion: 1.1,
			parameters: { operation: 'toText', sourceProperty: 'text', options: { fileName: 'a.txt' } },
		};
		const { nodes } = await engine.run(chain(convert), { pinData: starting({ text: 'zażółć' }) });
		const [item] = nodes['To file']?.outputs[0] ?? [];
		if (!item) throw new Error('no item');

		const { buffer, fileName, mimeType } = await readBinary(item);
		expect({ text: buffer.toString(), fileName, mimeType }).toEqual({
			text: 'zażółć',
			fileName: 'a.txt',
			mimeType: 'text/plain',
		});
		await expect(readBinary(item, 'pdf')).rejects.toThrow('no binary property "pdf"; there: data');
	});

	it('tell what needs the server', async () => {
		const code = { name: 'Code', type: 'n8n-nodes-base.code', typeVersion: 2, parameters: {} };
		const { error } = await engine.run(chain(code));
		expect(error?.message).toContain("The Code node's task runner: part of n8n's server");
	});
});

describe('the engine', () => {
	it('tries a node again, for all items, when Retry On Fail is on', async () => {
		let tries = 0;
		const flaky = await withProbe(async function (this: IExecuteFunctions) {
			tries += 1;
			if (tries < 3) throw new Error('not yet');
			return [this.getInputData()];
		});
		const node = { ...probeNode, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const { status, nodes } = await flaky.run(chain(node), {
			pinData: starting({ a: 1 }, { a: 2 }),
		});

		expect({ status, tries }).toEqual({ status: 'success', tries: 3 });
		expect(nodes.Probe?.outputs[0]).toHaveLength(2);
		expect(nodes.Probe?.error).toBeUndefined();
	});

	it('passes a cancellation on to the running node and starts no further node', async () => {
		const cancellation = new AbortController();
		const waiting = await withProbe(async function (this: IExecuteFunctions) {
			const signal = this.getExecutionCancelSignal();
			const aborted = new Promise((resolve) => signal?.addEventListener('abort', resolve));
			cancellation.abort();
			await aborted;
			return [this.getInputData()];
		});
		const { status, nodes } = await waiting.run(chain(probeNode, editFields('After', {})), {
			signal: cancellation.signal,
		});

		expect(status).toBe('canceled');
		expect(Object.keys(nodes)).toEqual(['Start', 'Probe']);
	});

	it('cancels what still runs when it is stopped', async () => {
		let started: () => void = () => undefined;
		const hasStarted = new Promise<void>((resolve) => (started = resolve));
		const waiting = await withProbe(async function (this: IExecuteFunctions) {
			started();
			const signal = this.getExecutionCancelSignal();
			await new Promise((resolve) => signal?.addEventListener('abort', resolve));
			return [this.getInputData()];
		});
		const running = waiting.run(chain(probeNode));
		await hasStarted;
		await waiting.stop();

		expect((await running).status).toBe('canceled');
	});

	it('starts no node after the time-out', async () => {
		const slow = await withProbe(async function (this: IExecuteFunctions) {
			await new Promise((resolve) => setTimeout(resolve, 60));
			return [this.getInputData()];
		});
		const { status, nodes } = await slow.run(chain(probeNode, editFields('After', {})), {
			timeoutMs: 50,
		});

		expect(status).toBe('canceled');
		expect(nodes.After).toBeUndefined();
	});

	it('gives each engine a deduplication store of its own', async () => {
		const remember = async function (this: IExecuteFunctions) {
			const options = { mode: 'entries' as const };
			const { new: fresh } = await this.helpers.checkProcessedAndRecord(['a'], 'node', options);
			return [[{ json: { fresh } }]];
		};
		const [one, other] = [await withProbe(remember), await withProbe(remember)];
		const freshIn = async (each: Engine, id?: string) =>
			(await each.run({ ...chain(probeNode), id })).nodes.Probe?.outputs[0]?.[0]?.json.fresh;

		expect(await freshIn(one)).toEqual(['a']);
		expect(await freshIn(one)).toEqual([]);
		expect(await freshIn(other)).toEqual(['a']);
		expect(await freshIn(one, 'another workflow')).toEqual(['a']);
		expect((await one.run({ ...chain(probeNode), id: '' })).error?.message).toContain(
			'never saved',
		);
	});

	it('reports what n8n refuses to start, and rejects what makes no sense', async () => {
		const nowhere = { name: 'Call', type: 'n8n-nodes-base.httpRequest', parameters: { url: '' } };
		const { status, error } = await engine.run(chain(nowhere));
		expect(status).toBe('error');
		expect(error?.message).toContain('Parameter "URL" is required');

		await expect(engine.run(chain(), { startNode: 'Begin' })).rejects.toThrow('named "Begin"');
		await expect(engine.run(chain({ name: 'X', type: 'no-such.node' }))).rejects.toThrow(
			'"no-such"',
		);
	});
});
