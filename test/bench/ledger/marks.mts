import { randomBytes } from 'node:crypto';
import type { Site } from './Site.mts';

/** How many marks of a payment stay in the memory of n8n. */
const MARKS_A_PAYMENT = 2;
/** Besides, where ZEN lists payments without their External IDs. */
const MARKS_OF_ID = 2;

const row = (workflowId: string) => `"workflowId" = '${workflowId}' and context = ''`;

/**
 * Fills up the memory of a workflow, which has to have one, until it holds so many payments. What is
 * there stays: a process that has noted it would miss it.
 */
export async function fillMarks(
	site: Site,
	workflowId: string,
	payments: number,
	tells: boolean,
): Promise<void> {
	const present = await marksIn(site, workflowId);
	const each = tells ? MARKS_A_PAYMENT : MARKS_A_PAYMENT + MARKS_OF_ID;
	const missing = Math.max(payments * each - present.length, 0);
	const others = Array.from({ length: missing }, () => randomBytes(16).toString('base64'));
	const value = JSON.stringify({ mode: 'entries', data: [...others, ...present] });
	await site.sql(
		`update processed_data set value = '${value}' where ${row(workflowId)} returning context`,
	);
}

/** How many marks the memory of a workflow holds. */
export async function marksOf(site: Site, workflowId: string): Promise<number> {
	return (await marksIn(site, workflowId)).length;
}

async function marksIn(site: Site, workflowId: string): Promise<string[]> {
	const value = await site.sql(`select value from processed_data where ${row(workflowId)}`);
	if (value === '') throw new Error(`${site.name}: workflow ${workflowId} has no memory`);
	return (JSON.parse(value) as { data: string[] }).data;
}
