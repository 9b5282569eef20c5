import type { IExecuteFunctions } from 'n8n-workflow';
import { isObject } from '../zen-client';
import type { FieldSource } from './fieldSource';

/**
 * The fields of an execution, of which n8n is asked once for those that are the same for every item: a
 * field without an expression in it, its collection and all that stands in there included.
 */
export function readOnce(context: IExecuteFunctions): FieldSource {
	const { parameters } = context.getNode();
	const constant = new Map<string, boolean>();
	const known = new Map<string, unknown>();
	const isConstant = (name: string) => {
		const [root = ''] = name.split('.');
		// What the workflow does not hold comes from the node's description, and may be an expression there.
		const found =
			constant.get(root) ?? (Object.hasOwn(parameters, root) && !asks(parameters[root]));
		constant.set(root, found);
		return found;
	};
	const read: FieldSource['getNodeParameter'] = (name, index, unless, options) =>
		context.getNodeParameter(name, index, unless as never, options);
	return {
		getNodeParameter: (name, index, unless, options) => {
			if (typeof unless === 'object' || !isConstant(name)) {
				return read(name, index, unless, options);
			}
			const key = JSON.stringify([name, unless, options]);
			if (!known.has(key)) {
				const value = read(name, index, unless, options);
				// An object could be changed by whoever is given it.
				if (typeof value === 'object' && value !== null) return value;
				known.set(key, value);
			}
			return known.get(key);
		},
		getTimezone: () => context.getTimezone(),
		evaluateExpression: (expression, index) => context.evaluateExpression(expression, index),
	};
}

/** Whether an expression stands anywhere in it. */
function asks(parameter: unknown): boolean {
	if (typeof parameter === 'string') return parameter.startsWith('=');
	if (Array.isArray(parameter)) return parameter.some(asks);
	return isObject(parameter as never) && Object.values(parameter as object).some(asks);
}
