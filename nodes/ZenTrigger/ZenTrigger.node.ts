import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
} from 'n8n-workflow';
import { credentialTest } from '../zen-n8n/credentialTest';
import { loadOptions } from '../zen-events/loadOptions';
import { notePublication } from '../zen-events/publication';
import { checkSettings } from './checkSettings';
import { fields, subtitle } from './fields';
import { triggerPanel } from './panel';
import { receive } from './receive';

export class ZenTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ZEN Trigger',
		name: 'zenTrigger',
		icon: { light: 'file:../Zen/zen.svg', dark: 'file:../Zen/zen.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		// Also stands on the card that the nodes panel shows for this node and the ZEN node together.
		description:
			'Read accounts and send payments at ZEN.COM, or start when it notifies of a payment',
		eventTriggerDescription: 'Waiting for ZEN to notify the Test URL',
		activationMessage:
			'From now on, notifications sent to the Production URL start this workflow. Register that URL at ZEN by hand.',
		triggerPanel,
		defaults: { name: 'ZEN Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'zenApi', required: true, testedBy: 'testZenApi' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, or n8n answers with a text of its own instead of ours.
				responseData: '',
				path: 'zen',
			},
		],
		properties: fields,
	};

	methods = { credentialTest, loadOptions };

	webhookMethods = {
		default: {
			// The URL is registered at ZEN by hand; no way is known to ask for it, to set it or to take it
			// away. What can be done is to look at the settings before the first notification comes.
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await checkSettings(this);
				notePublication(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions) {
		return await receive(this);
	}
}
