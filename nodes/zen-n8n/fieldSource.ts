/** Where fields are read from: n8n's context of an execution, or a form that is open in the editor. */
export interface FieldSource {
	getNodeParameter(
		name: string,
		index: number,
		fallback: unknown,
		options: { extractValue?: boolean; rawExpressions?: boolean },
	): unknown;
	getTimezone(): string;
	/** Absent where expressions have no item to look at. */
	evaluateExpression?(expression: string, index: number): unknown;
}

/** The context of a trigger: without the number of an item. */
export interface TriggerSource {
	getNodeParameter(name: string, fallback?: unknown): unknown;
	getTimezone(): string;
}

/** Where the fields of a node are read from that has no items. */
export function triggerSource(context: TriggerSource): FieldSource {
	return {
		// No trigger has a field whose value has to be extracted, and n8n finds none that is hidden.
		getNodeParameter: (name, _index, unless) => context.getNodeParameter(name, unless),
		getTimezone: () => context.getTimezone(),
	};
}
