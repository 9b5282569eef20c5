import { NodeHelpers } from 'n8n-workflow';
import type {
	INode,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeTypeDescription,
	NodeParameterValueType,
	Workflow,
} from 'n8n-workflow';

type Values = Record<string, NodeParameterValueType | undefined>;

/**
 * What the editor would not have exported: fields that the node does not show with these settings,
 * values that a field does not offer, required fields that are empty.
 */
export function parameterComplaints(node: INode, description: INodeTypeDescription): string[] {
	const { properties } = description;
	const complete = NodeHelpers.getNodeParameters(
		properties,
		node.parameters,
		true,
		false,
		node,
		description,
	) as INodeParameters;
	const issues = NodeHelpers.getNodeParametersIssues(
		properties,
		{ ...node, parameters: complete },
		description,
	);
	const missing = Object.values(issues?.parameters ?? {}).flat();
	const shown = (property: INodeProperties, values: Values) =>
		NodeHelpers.displayParameter(values as INodeParameters, property, node, description, complete);
	return [...missing, ...complaints(properties, node.parameters, complete, '', shown)];
}

type Shown = (property: INodeProperties, values: Values) => boolean;

function complaints(
	properties: INodeProperties[],
	given: Values,
	complete: Values,
	place: string,
	shown: Shown,
): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const field = properties.find((one) => one.name === name && shown(one, complete));
		if (!field) return [`${place}${name} is no field here`];
		if (typeof value === 'string' && value.startsWith('=')) return [];
		const inner = (fields: INodeProperties[], values: unknown, where: string) =>
			complaints(
				fields,
				values as Values,
				{ ...defaultsOf(fields), ...(values as Values) },
				`${place}${where}.`,
				shown,
			);
		switch (field.type) {
			case 'collection':
				return inner(field.options as INodeProperties[], value, name);
			case 'fixedCollection':
				return Object.entries(value as Values).flatMap(([group, entries]) => {
					const found = (field.options as INodePropertyCollection[]).find(
						(one) => one.name === group,
					);
					if (!found) return [`${place}${name}.${group} is no field here`];
					return [entries]
						.flat()
						.flatMap((entry) => inner(found.values, entry, `${name}.${group}`));
				});
			default:
				return fits(field, value) ? [] : [`${place}${name} cannot be ${JSON.stringify(value)}`];
		}
	});
}

function fits(field: INodeProperties, value: unknown): boolean {
	switch (field.type) {
		case 'options':
			// Choices that are loaded from elsewhere cannot be known here.
			if (field.typeOptions?.loadOptionsMethod) return typeof value === 'string';
			return (field.options as INodePropertyOptions[]).some((option) => option.value === value);
		case 'boolean':
		case 'number':
			return typeof value === field.type;
		case 'string':
		case 'dateTime':
		case 'json':
			return typeof value === 'string' || Array.isArray(value);
		case 'resourceLocator': {
			const { __rl, mode, value: chosen } = (value ?? {}) as Values;
			return __rl === true && typeof chosen === 'string' && chosen !== '' && hasMode(field, mode);
		}
		default:
			return true;
	}
}

const hasMode = ({ modes = [] }: INodeProperties, mode: unknown) =>
	modes.some(({ name }) => name === mode);

const defaultsOf = (fields: INodeProperties[]): Values =>
	Object.fromEntries(fields.map((field) => [field.name, field.default]));

/** Connections that lead from or to an output, input or node that is not there. */
export function connectionComplaints(workflow: Workflow): string[] {
	const count = (name: string, side: 'inputs' | 'outputs') => {
		const node = workflow.getNode(name);
		if (!node) return 0;
		const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return side === 'inputs'
			? NodeHelpers.getNodeInputs(workflow, node, description).length
			: NodeHelpers.getNodeOutputs(workflow, node, description).length;
	};
	return Object.entries(workflow.connectionsBySourceNode).flatMap(([from, { main = [] }]) => [
		...(main.length > count(from, 'outputs') ? [`${from} has no output ${main.length - 1}`] : []),
		...main
			.flatMap((targets) => targets ?? [])
			.filter(({ node, index }) => index >= count(node, 'inputs'))
			.map(({ node, index }) => `${from} leads to input ${index} of ${node}, which is not there`),
	]);
}
