import { randomBytes } from 'node:crypto';
import type { Site } from './Site.mts';

/** How many marks the memory of n8n is filled with for each payment that it is to remember. */
const MARKS_A_PAYMENT = 2;

const row = (workflowId: string) => `"workflowId" = '${workflowId}' and context = ''`;

/** Makes the memory of a workflow, which has to have one, that of so many other payments. */
export async function fillMarks(site: Site, workflowId: string, payments: number): Promise<void> {
	const marks = Array.from({ length: payments * MARKS_A_PAYMENT }, () =>
		randomBytes(16).toString('base64'),
	);
	const value = JSON.stringify({ mode: 'entries', data: marks });
	const filled = await site.sql(
		`update processed_data set value = '${value}' where ${row(workflowId)} returning context = ''`,
	);
	if (filled === '') throw new Error(`${site.name}: workflow ${workflowId} has no memory`);
}

/** How many marks the memory of a workflow holds. */
export async function marksOf(site: Site, workflowId: string): Promise<number> {
	const value = await site.sql(`select value from processed_data where ${row(workflowId)}`);
	return (JSON.parse(value) as { data: string[] }).data.length;
}
