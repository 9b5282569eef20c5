import type { INode, INodeParameters } from 'n8n-workflow';
import { createNodeAsTool } from 'n8n-core/dist/execution-engine/node-execution-context/utils/create-node-as-tool';
import { describe, expect, it } from 'vitest';
import { Zen } from '../../nodes/Zen/Zen.node';
import { resources } from '../../nodes/Zen/resources';
import { typeName } from './support/executeNode.mts';

/** The node as n8n hands it to a language model. */
function tool(parameters: INodeParameters) {
	const node: INode = {
		id: 'zen',
		name: 'ZEN',
		type: `${typeName(new Zen())}Tool`,
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

	it('tells in the field itself that a reference is to be used again', () => {
		const fields = new Zen().description.properties.filter(({ name }) => name === 'externalId');
		expect(fields).toHaveLength(2);
		for (const { description } of fields) {
			expect(description).toContain('Reuse the very same value');
			expect(description).toContain('Never make up a new value');
		}
	});
});
