import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** Where it is remembered which payments were sent. */
export type MemoryKind = 'off' | 'n8n' | 'postgres';

// A name of its own, which n8n's lint would have in title case.
const OURS = 'n8n';
const N8N = {
	name: OURS,
	value: OURS,
	description: "Remembers in n8n's own database, for this workflow",
};
const OFF = {
	name: 'Off',
	value: 'off',
	description:
		'Remembers nothing: a retry or a second run may pay again what the look at ZEN does not find',
};
const POSTGRES = {
	name: 'PostgreSQL',
	value: 'postgres',
	description: 'Remembers in a table of your own, shared by workflows, workers and n8n instances',
};

const FIELD = {
	displayName: 'Memory',
	name: 'memory',
	type: 'options',
	default: OURS,
	// One for all items of a run, so none that an item could choose.
	noDataExpression: true,
} as const;

/** Which memory keeps a payment from being sent twice. Read it with {@link readMemory}. */
export const memoryField = fieldOf(
	[N8N, OFF, POSTGRES],
	'Where it is noted which payments were sent, so that a retry or a second run does not pay again',
);

/** The memories in which a payment can be put right. */
export const keptMemoryField = fieldOf(
	[N8N, POSTGRES],
	'The memory that the payment was noted in: the one of the node that sent it',
);

/** The only memory that can be listed. */
export const listedMemoryField = fieldOf(
	[POSTGRES],
	"Which payments to list. n8n's own database keeps no list: it only tells whether a payment was sent.",
);

function fieldOf(options: INodePropertyOptions[], description: string): INodeProperties {
	const [{ value } = N8N] = options;
	return { ...FIELD, options, default: value, description };
}

const KINDS: MemoryKind[] = ['n8n', 'postgres', 'off'];

/**
 * @param allowed the memories that make sense here
 * @throws InputError for every other one: none is ever read as *off*
 */
export function readMemory(input: ItemInput, allowed: MemoryKind[] = KINDS): MemoryKind {
	const text = input.requiredText('memory');
	const kind = allowed.find((one) => one === text);
	if (kind) return kind;
	throw input.error('memory', `is "${text}". Use ${allowed.join(' or ')}.`);
}
