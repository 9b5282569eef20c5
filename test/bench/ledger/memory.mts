import type { IDataObject } from 'n8n-workflow';

/** Where the node remembers payments. */
export type Memory = 'off' | 'n8n' | 'postgres';

/** What the form of the node holds for it. */
export function parametersFor(memory: Memory, atOnce: number): IDataObject {
	return { memory, options: { atOnce } };
}
