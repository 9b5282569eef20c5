import type { INodeProperties } from 'n8n-workflow';
import type { Resource } from './operation';

/** All of the node's properties: resource, then operation, then each operation's own fields. */
export function describe(resources: Resource[]): INodeProperties[] {
	const first = resources[0]!.value;
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources
				.map(({ name, value }) => ({ name, value }))
				.sort((a, b) => a.name.localeCompare(b.name)),
			default: first,
		},
		...resources.map(operationProperty),
		...resources.flatMap(fieldsOf),
	];
}

/**
 * What the canvas shows below a node's name: resource and operation, short enough to stand there. n8n
 * takes an expression here and hands it the parameters only, so the expression holds all of them.
 */
export function subtitleOf(resources: Resource[]): string {
	const words = resources.flatMap(({ name, value, operations }) =>
		operations.map(({ option }) => [`${value}.${option.value}`, `${name}: ${option.name}`]),
	);
	const byName = JSON.stringify(Object.fromEntries(words));
	return `={{ (${byName})[$parameter["resource"] + "." + $parameter["operation"]] }}`;
}

function operationProperty({ value, operations }: Resource): INodeProperties {
	const first = operations[0]!.option.value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(({ option }) => option).sort((a, b) => a.name.localeCompare(b.name)),
		default: first,
	};
}

function fieldsOf({ value, operations }: Resource): INodeProperties[] {
	return operations.flatMap(({ option, fields }) =>
		fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { ...field.displayOptions?.show, resource: [value], operation: [option.value] },
			},
		})),
	);
}
