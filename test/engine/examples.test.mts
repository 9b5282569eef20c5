import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionComplaints, parameterComplaints } from './examples/complaints.mts';
import { edited, example, exampleNames, exampleText, type Example } from './examples/examples.mts';
import { createEngine, projectRoot, type Engine } from './harness.mts';
import { completeWorkflow, toWorkflow } from './harness/workflow.mts';

let engine: Engine;
beforeAll(async () => {
	engine = await createEngine();
});
afterAll(async () => {
	await engine.stop();
});

/** What the oldest n8n that is supported (2.8) has, where newer ones have more. */
const NEWEST_IN_OLDEST: Record<string, number> = {
	'n8n-nodes-base.scheduleTrigger': 1.3,
	'n8n-nodes-base.set': 3.4,
};
const STICKY = 'n8n-nodes-base.stickyNote';
/** How far apart nodes have to be for the editor to draw none over another. */
const NODE_PX = 96;

const isNode = ({ type }: INode) => type !== STICKY;
const descriptionOf = ({ type, typeVersion }: INode) =>
	engine.types.getByNameAndVersion(type, typeVersion).description;
const complaintsOf = (node: INode) => parameterComplaints(node, descriptionOf(node));
const links = ({ connections }: Example) =>
	Object.entries(connections).flatMap(([from, { main }]) =>
		main.flat().map(({ node: to }) => ({ from, to })),
	);

describe.each(exampleNames)('examples/%s.json', (name) => {
	const workflow = example(name);
	const text = exampleText(name);
	const nodes = workflow.nodes.filter(isNode);
	const node = (wanted: string) => workflow.nodes.find((one) => one.name === wanted);

	it('has nodes that n8n and this package have, in versions that the oldest n8n has too', () => {
		for (const { type, typeVersion } of workflow.nodes) {
			const { version } = engine.types.getByNameAndVersion(type, typeVersion).description;
			expect([version].flat(), type).toContain(typeVersion);
			expect(typeVersion, type).toBeLessThanOrEqual(NEWEST_IN_OLDEST[type] ?? Infinity);
		}
	});

	it('fills in fields that the nodes have, with values that they know', () => {
		expect(
			workflow.nodes.flatMap((one) => complaintsOf(one).map((c) => `${one.name}: ${c}`)),
		).toEqual([]);
	});

	it('has names and ids that are its own, and connections that lead somewhere', () => {
		for (const key of ['id', 'name'] as const) {
			const values = workflow.nodes.map((one) => one[key]);
			expect(new Set(values).size, key).toBe(values.length);
		}
		for (const { from, to } of links(workflow)) {
			expect(node(from), from).toBeDefined();
			expect(node(to), to).toBeDefined();
		}
		const complete = toWorkflow(completeWorkflow(workflow), engine.types);
		expect(connectionComplaints(complete)).toEqual([]);
		const reached = new Set(links(workflow).map(({ to }) => to));
		const unreached = nodes.filter((one) => !reached.has(one.name));
		expect(unreached.filter((one) => !descriptionOf(one).group.includes('trigger'))).toEqual([]);
	});

	it('speaks in expressions of nodes that it has', () => {
		const mentioned = [...JSON.stringify(workflow.nodes).matchAll(/\$\('([^']+)'\)/g)];
		for (const [, mention = ''] of mentioned) expect(node(mention), mention).toBeDefined();
	});

	it('runs in the present order, and names one credential throughout', () => {
		expect(workflow.settings).toEqual({ executionOrder: 'v1' });
		for (const { type, credentials } of nodes) {
			const isOurs = type.startsWith('n8n-nodes-zen.');
			expect(credentials, type).toEqual(
				isOurs ? { zenApi: { id: 'zen-api', name: 'ZEN API' } } : undefined,
			);
		}
	});

	it('holds no secret, no pinned data, and only invented IBANs', () => {
		expect(workflow.pinData).toEqual({});
		expect(text).not.toMatch(/-----BEGIN|Bearer |passphrase|instanceId|[A-Za-z0-9+/_]{40}/);
		const ibans = [...text.matchAll(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?\d{1,4})?\b/g)];
		for (const [iban] of ibans) expect(iban).toMatch(/^.{4} ?(9999|EXMP)/);
	});

	it('reads from left to right, and says what it does and what to replace', () => {
		const left = (wanted: string) => node(wanted)!.position[0];
		for (const { from, to } of links(workflow)) {
			expect(left(to), `${from} → ${to}`).toBeGreaterThanOrEqual(left(from) + NODE_PX);
		}
		for (const one of nodes) {
			const near = nodes.filter(({ position: [x, y] }) => {
				const [ownX, ownY] = one.position;
				return Math.abs(x - ownX) < NODE_PX && Math.abs(y - ownY) < NODE_PX;
			});
			expect(near.map((other) => other.name)).toEqual([one.name]);
		}
		const about = String(node('About')?.parameters.content);
		expect(about).toMatch(/^## \S/);
		expect(about).toMatch(/[Rr]eplace /);
		expect(about.length).toBeGreaterThan(200);
	});

	it('is run by a test', () => {
		const folder = join(projectRoot, 'test', 'engine');
		const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.test.mts') && file !== 'examples.test.mts')
			.map((file) => readFileSync(join(folder, file), 'utf8'));
		expect(tests.filter((source) => source.includes(`'${name}'`))).not.toEqual([]);
	});
});

describe('the check of fields', () => {
	const workflow = example('payouts-from-spreadsheet');
	const complaints = (name: string, parameters: INode['parameters']) =>
		complaintsOf(edited(workflow, name, parameters).nodes.find((one) => one.name === name)!);

	it.each([
		['a misspelt field', 'Pay', { ammount: '1.00' }, 'ammount is no field here'],
		['a field of another operation', 'Pay', { returnAll: true }, 'returnAll is no field here'],
		['a misspelt option', 'Pay', { options: { waits: true } }, 'options.waits is no field here'],
		['an unknown operation', 'Pay', { operation: 'make' }, 'operation cannot be "make"'],
		['a text for a switch', 'Pay', { options: { wait: 'yes' } }, 'options.wait cannot be "yes"'],
		['an account without its ID', 'Pay', { accountId: 'main' }, 'accountId cannot be "main"'],
		['an empty required field', 'Pay', { externalId: '' }, 'Parameter "External ID" is required.'],
		["a misspelt field of n8n's", 'Report as CSV', { option: {} }, 'option is no field here'],
	])('finds %s', (_what, node, parameters, complaint) => {
		expect(complaints(node, parameters as INode['parameters'])).toContain(complaint);
	});
});
