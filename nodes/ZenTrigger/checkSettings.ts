import type { IHookFunctions } from 'n8n-workflow';
import { baseUrlOf, correctedBy, egressFor, InputError, requireReachable } from '../zen-client';
import { egressOf } from '../zen-n8n/egress';
import { zenCredentialOf } from '../zen-n8n/storedCredential';
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
		const credential = await zenCredentialOf(context);
		readSettings(context, correctedBy(credential.contractCorrections).ids);
		requireMemory(context);
		const egress = egressFor(credential, egressOf(context));
		// Whether the host name can be looked up just now is nothing that has to be settled here.
		await requireReachable(baseUrlOf(credential), egress).catch((error) => {
			if (error instanceof InputError) throw error;
		});
	} catch (error) {
		throw triggerError(context.getNode(), error);
	}
}
