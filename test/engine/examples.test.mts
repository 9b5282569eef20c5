import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectionComplaints, parameterComplaints } from './examples/complaints.mts';
import { edited, example, exampleNames, exampleText, type Example } from './examples/examples.mts';
import { boxOf, isWithin, labelled, meet, textOf, zoomOf } from './examples/layout.mts';
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
/** How much lower a node has to be that stands in the next row. */
const ROW_PX = 176;
/** n8n's text of 14 pixels is legible then. */
const LEAST_ZOOM = 0.6;
/** Of a package of n8n that is not here, in versions that n8n 2.8 has: agent.test.mts runs them in the real n8n. */
const ELSEWHERE: Record<string, number> = {
	'@n8n/n8n-nodes-langchain.agent': 3,
	'@n8n/n8n-nodes-langchain.lmChatOpenAi': 1.2,
};

/** The end of what is shown to people: forms, mails and chats would take a < in a title for the start of HTML. */
const AS_PLAIN_TEXT = ".replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')";
/** Nodes that hand on what they hold, or tell a model or a file. What any other one holds may be shown to people. */
const SHOW_NOTHING =
	/^n8n-nodes-zen\.|^@n8n\/n8n-nodes-langchain\.|\.(aggregate|convertToFile|extractFromFile|compression|filter|if|limit|manualTrigger|merge|noOp|removeDuplicates|scheduleTrigger|set|sort|splitOut|switch)$/;

const isNode = ({ type }: INode) => type !== STICKY;
const isHere = ({ type }: INode) => !(type in ELSEWHERE);
// n8n makes the tool out of the node.
const typeOf = ({ type }: INode) => type.replace(/^n8n-nodes-zen\.zenTool$/, 'n8n-nodes-zen.zen');
const descriptionOf = (node: INode) =>
	engine.types.getByNameAndVersion(typeOf(node), node.typeVersion).description;
const complaintsOf = (node: INode) => parameterComplaints(node, descriptionOf(node));
const links = ({ connections }: Example) =>
	Object.entries(connections).flatMap(([from, { main = [] }]) =>
		main.flat().map(({ node: to }) => ({ from, to })),
	);
/** What belongs to an agent leads to it by connections of its own. */
const isSub = ({ connections }: Example, { name }: INode) =>
	Object.keys(connections[name] ?? {}).some((kind) => kind.startsWith('ai_'));
const outputsOf = ({ connections }: Example, { name }: INode) => connections[name]?.main?.length;
/** The part of an example that the engine can be given. */
function whatIsHere(workflow: Example): Example {
	const nodes = workflow.nodes.filter((one) => isHere(one) && !isSub(workflow, one));
	const isLeft = (name: string) => nodes.some((one) => one.name === name);
	const connections = Object.entries(workflow.connections)
		.filter(([from]) => isLeft(from))
		.map(([from, { main = [] }]) => [
			from,
			{ main: main.map((targets) => targets.filter(({ node }) => isLeft(node))) },
		]);
	return { ...workflow, nodes, connections: Object.fromEntries(connections) };
}

describe.each(exampleNames)('examples/%s.json', (name) => {
	const workflow = example(name);
	const text = exampleText(name);
	const nodes = workflow.nodes.filter(isNode);
	const node = (wanted: string) => workflow.nodes.find((one) => one.name === wanted);

	it('has nodes that n8n and this package have, in versions that the oldest n8n has too', () => {
		for (const one of workflow.nodes) {
			const { type, typeVersion } = one;
			const version = isHere(one) ? descriptionOf(one).version : ELSEWHERE[type];
			expect([version].flat(), type).toContain(typeVersion);
			expect(typeVersion, type).toBeLessThanOrEqual(NEWEST_IN_OLDEST[type] ?? Infinity);
		}
	});

	it('fills in fields that the nodes have, with values that they know', () => {
		expect(
			workflow.nodes
				.filter(isHere)
				.flatMap((one) => complaintsOf(one).map((c) => `${one.name}: ${c}`)),
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
		const complete = toWorkflow(completeWorkflow(whatIsHere(workflow)), engine.types);
		expect(connectionComplaints(complete)).toEqual([]);
		const reached = new Set(links(workflow).map(({ to }) => to));
		const unreached = nodes.filter((one) => !reached.has(one.name) && !isSub(workflow, one));
		expect(unreached.filter((one) => !descriptionOf(one).group.includes('trigger'))).toEqual([]);
	});

	it('speaks in expressions of nodes that it has', () => {
		const mentioned = [...JSON.stringify(workflow.nodes).matchAll(/\$\('([^']+)'\)/g)];
		for (const [, mention = ''] of mentioned) expect(node(mention), mention).toBeDefined();
	});

	it('runs in the present order, and names one credential throughout', () => {
		expect(workflow.settings).toEqual({ executionOrder: 'v1' });
		for (const { type, credentials, parameters } of nodes) {
			const isOurs = type.startsWith('n8n-nodes-zen.');
			const isLedger = parameters.memory === 'postgres' || parameters.resource === 'ledger';
			const zenApi = { id: 'zen-api', name: 'ZEN API' };
			const zenLedgerApi = { id: 'zen-ledger', name: 'ZEN Ledger API' };
			const ours = isLedger ? { zenApi, zenLedgerApi } : { zenApi };
			expect(credentials, type).toEqual(isOurs ? ours : undefined);
		}
	});

	it('holds no secret, no pinned data, and only invented IBANs', () => {
		expect(workflow.pinData).toEqual({});
		expect(text).not.toMatch(/-----BEGIN|Bearer |passphrase|instanceId|[A-Za-z0-9+/_]{40}/);
		const ibans = [...text.matchAll(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,}(?: ?\d{1,4})?\b/g)];
		for (const [iban] of ibans) expect(iban).toMatch(/^.{4} ?(9999|EXMP)/);
	});

	it('reads from left to right, row by row, and says what it does and what to fill in', () => {
		const place = (wanted: string) => node(wanted)!.position;
		for (const { from, to } of links(workflow)) {
			const [right, down] = [0, 1].map((axis) => place(to)[axis]! - place(from)[axis]!);
			expect(right! >= NODE_PX || down! >= ROW_PX, `${from} → ${to}`).toBe(true);
		}
		const about = String(node('About')?.parameters.content);
		expect(about).toMatch(/^## \S/);
		expect(about).toMatch(/\n\*\*Before you use it\*\*\n1\. \S/);
		expect(about.length).toBeGreaterThan(200);
		const marks = workflow.nodes.filter(({ parameters }) => parameters.color === 4);
		expect(marks).not.toEqual([]);
		for (const mark of marks) {
			expect(mark.parameters.content).toMatch(/^### Your [^\n]+$/);
			const marked = nodes.filter((one) => isWithin(boxOf(one), boxOf(mark)));
			expect(marked, String(mark.parameters.content)).not.toEqual([]);
		}
	});

	it('is legible at 1280 × 800, with nothing over anything else', () => {
		const boxes = nodes.map((one) => labelled(boxOf(one, outputsOf(workflow, one))));
		const notes = workflow.nodes.filter((one) => !isNode(one));
		const all = workflow.nodes.map((one) => boxOf(one, outputsOf(workflow, one)));
		expect(zoomOf(all)).toBeGreaterThanOrEqual(LEAST_ZOOM);
		const over = [
			...pairs(boxes),
			...pairs(notes.map((one) => boxOf(one))),
			...notes.flatMap((one) => boxes.map((box) => [textOf(one), box] as const)),
		].filter(([one, other]) => meet(one, other));
		expect(over.map(([one, other]) => `${one.name}, ${other.name}`)).toEqual([]);
		const cut = notes.filter((one) => !isWithin(textOf(one), boxOf(one)));
		expect(cut.map((one) => one.name)).toEqual([]);
		// A node that is half in a mark would leave open whether it is meant.
		const half = notes.flatMap((one) =>
			boxes.filter((box) => meet(box, boxOf(one)) && !isWithin(box, boxOf(one))),
		);
		expect(half.map((box) => box.name)).toEqual([]);
	});

	it('says below a node what it does, where n8n would name a mode', () => {
		const named = nodes
			.filter(isHere)
			.filter((one) => descriptionOf(one).subtitle?.includes('mode'));
		for (const { name: its, notes, notesInFlow } of named) {
			expect({ its, notesInFlow, isSaid: Boolean(notes) }).toEqual({
				its,
				notesInFlow: true,
				isSaid: true,
			});
		}
	});

	it('shows nobody text that counts as HTML', () => {
		for (const one of nodes) {
			for (const { name: field, value } of assignmentsOf(one)) {
				if (field === 'text') expect(value, one.name).toContain(AS_PLAIN_TEXT);
			}
			if (SHOW_NOTHING.test(one.type)) continue;
			const shown = expressionsIn(one.parameters).filter((code) => !code.includes(AS_PLAIN_TEXT));
			for (const code of shown) {
				const [, from = ''] =
					/^=\{\{ \$\('([^']+)'\)\.first\(\)\.json\.text \}\}$/.exec(code) ?? [];
				expect(
					assignmentsOf(node(from)).map((each) => each.name),
					`${one.name}: ${code}`,
				).toContain('text');
			}
		}
	});

	it('is listed in docs/examples.md', () => {
		const page = readFileSync(join(projectRoot, 'docs', 'examples.md'), 'utf8');
		expect(page).toContain(`](../examples/${name}.json)`);
	});

	it('is run by a test', () => {
		const folder = join(projectRoot, 'test');
		const tests = readdirSync(folder, { recursive: true, encoding: 'utf8' })
			.filter((file) => /^(engine|e2e)\/(?!examples\.test).*\.test\.mts$/.test(file))
			.map((file) => readFileSync(join(folder, file), 'utf8'));
		expect(tests.filter((source) => source.includes(`'${name}'`))).not.toEqual([]);
	});
});

function assignmentsOf(node: INode | undefined): Array<{ name: string; value: unknown }> {
	const { assignments } = (node?.parameters.assignments ?? {}) as {
		assignments?: Array<{ name: string; value: unknown }>;
	};
	return assignments ?? [];
}

/** All expressions that a value holds, at whatever depth. */
function expressionsIn(value: unknown): string[] {
	if (typeof value === 'string') return value.startsWith('=') ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(expressionsIn);
}

function pairs<T>(all: T[]): Array<readonly [T, T]> {
	return all.flatMap((one, index) => all.slice(index + 1).map((other) => [one, other] as const));
}

it('no two examples have the number of an invoice in common', () => {
	const seen = new Map<string, string>();
	for (const name of exampleNames) {
		const found = exampleText(name).matchAll(/\b[A-Z]+-(\d{4})\b|\binvoice (\d{4})\b/gi);
		for (const number of new Set([...found].map(([, one, other]) => one ?? other!))) {
			expect(`${number}: ${seen.get(number) ?? name}`).toBe(`${number}: ${name}`);
			seen.set(number, name);
		}
	}
	expect(seen.size).toBeGreaterThan(20);
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
