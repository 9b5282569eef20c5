import type { IExecuteFunctions } from 'n8n-workflow';
import { PayoutError } from '../zen-payout';
import type { Outcome } from '../zen-payout';
import { runsAsTool } from '../zen-n8n/runsAsTool';

// Remedies are written for people, and some say to use a new External ID: a model would do so.
const ELSE = 'in another way or under another External ID: that is for a person to say.';
const LOOK_AGAIN = `It may have gone out. Calling this again with the very same values looks for it at ZEN and does not send it again. Do not pay it ${ELSE}`;
const LEAVE_IT = `Tell a person what happened, and do not try it again ${ELSE}`;

/** Agents of n8n have a node as their own tool without a workflow. */
export function isToolIn(context: IExecuteFunctions): boolean {
	return runsAsTool(context.getNode().type) || !context.getWorkflow().id;
}

/**
 * Whether what fails comes out as an item. n8n 2.41 goes on after a tool that throws, unless *Stop
 * Workflow* was chosen for it, and tells the model the message; agents of version 2 tell it nothing
 * at all, as if there had been no answer, and older versions of n8n stop. An item tells the model
 * what became of its payment everywhere. n8n's own agents hand on what is thrown.
 */
export function goesOnIn(context: IExecuteFunctions): boolean {
	if (context.continueOnFail()) return true;
	const { type, onError } = context.getNode();
	return runsAsTool(type) && onError !== 'stopWorkflow' && Boolean(context.getWorkflow().id);
}

/** What a language model is told to do about an item that failed, where that is not for it to find out. */
export function adviceForTool(error: unknown, outcome: Outcome): string | undefined {
	if (outcome === 'unknown') return LOOK_AGAIN;
	return error instanceof PayoutError ? LEAVE_IT : undefined;
}
