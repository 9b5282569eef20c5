import type { IHookFunctions } from 'n8n-workflow';
import { readCredential } from '../zen-client';
import { requireMemory } from '../zen-events/requireMemory';
import { triggerError } from '../zen-events/triggerError';
import { readSettings } from './settings';

/**
 * Looks at the node's settings when the workflow is published, and when the editor begins to listen,
 * so that a mistake is shown to a person instead of costing notifications.
 *
 * @throws NodeOperationError
 */
export async function checkSettings(context: IHookFunctions): Promise<void> {
	try {
		readSettings(context);
		requireMemory(context);
		readCredential(await context.getCredentials('zenApi'));
	} catch (error) {
		throw triggerError(context.getNode(), error);
	}
}
