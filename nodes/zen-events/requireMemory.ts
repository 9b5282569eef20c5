import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';
import { InputError } from '../zen-client';

const LONGEST_ID = 21;

/**
 * Both triggers know what they have seen from n8n's static data. n8n saves none for a workflow that
 * was imported with an id longer than its own ones, and does not say so: after a restart payments
 * would come twice, or not at all.
 *
 * @throws InputError
 */
export function requireMemory(context: IHookFunctions | IPollFunctions): void {
	const { id = '' } = context.getWorkflow();
	if (context.getMode() === 'manual' || id.length <= LONGEST_ID) return;
	throw new InputError(
		'The ID of this workflow',
		`is longer than ${LONGEST_ID} characters, so n8n would forget at a restart what was seen. Duplicate the workflow, which gives it an ID of n8n's own, and publish the copy.`,
	);
}
