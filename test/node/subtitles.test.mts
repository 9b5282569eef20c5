import { Workflow } from 'n8n-workflow';
import type { INodeParameters, INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { resources } from '../../nodes/Zen/resources';
import { Zen } from '../../nodes/Zen/Zen.node';
import { ZenTrigger } from '../../nodes/ZenTrigger/ZenTrigger.node';

/** What n8n's canvas shows below the name of a node. */
function subtitle(type: INodeType, parameters: INodeParameters) {
	const { name } = type.description;
	const workflow = new Workflow({
		nodes: [{ id: name, name, type: name, typeVersion: 1, position: [0, 0], parameters }],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const node = workflow.getNode(name)!;
	return workflow.expression.getSimpleParameterValue(
		node,
		type.description.subtitle,
		'internal',
		{},
	);
}

describe('the words below a node on the canvas', () => {
	const words = resources.flatMap(({ name, value: resource, operations }) =>
		operations.map(
			({ option }) => [resource, String(option.value), `${name}: ${option.name}`] as const,
		),
	);

	it.each(words)('%s, %s reads: %s', (resource, operation, read) => {
		expect(subtitle(new Zen(), { resource, operation })).toBe(read);
	});

	it('are those of the first operation while nothing was chosen', () => {
		expect(subtitle(new Zen(), {})).toBe('Account: Get Many');
	});

	it('are none for what n8n adds itself', () => {
		const custom = { resource: 'payment', operation: '__CUSTOM_API_CALL__' };
		expect(subtitle(new Zen(), custom)).toBeUndefined();
	});

	it.each([
		[{}, 'Payment settled, rejected'],
		[{ events: ['inProgress'] }, 'Payment in progress'],
		[{ events: ['other'] }, 'Payment with unknown status'],
	])('say what a trigger waits for: %j', (parameters, words) => {
		expect(subtitle(new ZenTrigger(), parameters)).toBe(words);
	});
});
