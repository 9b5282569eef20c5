import type { INodeProperties } from 'n8n-workflow';
import { MOST_READS } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** For the options of what reads at ZEN. Read it with {@link readReadsAtOnce}. */
export const readsAtOnceOption: INodeProperties = {
	displayName: 'Reads at Once',
	name: 'readsAtOnce',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: MOST_READS },
	default: MOST_READS,
	description:
		'The most items that are read together. How many really are follows from how quick ZEN is, and becomes fewer when it asks for that. The order of the output stays.',
};

/** The options of an operation that reads, and what else there is among them. */
export function readOptions(...more: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [readsAtOnceOption, ...more],
	};
}

/** The most items that may be read together. @throws InputError */
export function readReadsAtOnce(input: ItemInput): number {
	const read = (name: string) => Math.min(input.count(name, 1), MOST_READS);
	return input.ifAdded(`options.${readsAtOnceOption.name}`, read) ?? MOST_READS;
}

/** Whether an operation has the option. */
export function hasReadsAtOnce(fields: INodeProperties[]): boolean {
	return fields.some(({ options }) => (options as unknown[])?.includes(readsAtOnceOption));
}
