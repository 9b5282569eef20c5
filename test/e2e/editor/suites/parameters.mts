import { NodeHelpers } from 'n8n-workflow';
import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import { expect } from 'vitest';
import type { NodePanel } from '../NodePanel.mts';

// n8n adds it to each operation of nodes whose credential works in the HTTP Request node.
const CUSTOM_CALL = '__CUSTOM_API_CALL__';

type Values = Record<string, string>;

/** Picks each resource and operation in turn, and compares what is shown with the node's own description. */
export async function showsEveryOperation(
	panel: NodePanel,
	type: INodeTypeDescription,
): Promise<void> {
	for (const resource of optionsOf(type, 'resource')) {
		await panel.pick('resource', resource.name);
		const values = { resource: String(resource.value) };
		for (const operation of optionsOf(type, 'operation', values)) {
			await panel.pick('operation', operation.name);
			await shows(panel, shownOf(type, { ...values, operation: String(operation.value) }));
		}
	}
}

async function shows(panel: NodePanel, fields: INodeProperties[]): Promise<void> {
	const labels = fields.map(({ displayName }) => displayName);
	const inPanel = async () => (await panel.lines()).filter((line) => labels.includes(line));
	await expect.poll(inPanel).toEqual(labels);
	expect((await panel.lines()).join('\n')).not.toMatch(/undefined|\[object|NaN/);

	const collections = fields.filter(({ type }) => type === 'collection');
	for (const [place, { options }] of collections.entries()) {
		// What depends on a switch shows once that was added.
		const names = (options as INodeProperties[]).flatMap(({ displayName, displayOptions }) =>
			displayOptions?.show ? [] : [displayName],
		);
		const adder = panel.adders.nth(place);
		// With one thing to add there is no list: it is added at once.
		if (names.length > 1) expect(await panel.addable(adder)).toEqual(names);
	}
}

function optionsOf(
	type: INodeTypeDescription,
	name: string,
	values: Values = {},
): INodePropertyOptions[] {
	const property = shownOf(type, values).find((candidate) => candidate.name === name)!;
	const options = property.options as INodePropertyOptions[];
	return options.filter(({ value }) => value !== CUSTOM_CALL);
}

function shownOf(type: INodeTypeDescription, values: Values): INodeProperties[] {
	const defaults = Object.fromEntries(type.properties.map((field) => [field.name, field.default]));
	const parameters = { ...defaults, ...values };
	return type.properties.filter((field) =>
		NodeHelpers.displayParameter(parameters as never, field, null, type),
	);
}
