import { NodeConnectionTypes } from 'n8n-workflow';
import type { INodeType, INodeTypeDescription, IPollFunctions } from 'n8n-workflow';
import { credentialTest } from '../zen-n8n/credentialTest';
import { loadOptions } from '../zen-events/loadOptions';
import { fields } from './fields';
import { triggerPanel } from './panel';
import { poll } from './poll';

export class ZenPollTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ZEN Polling Trigger',
		name: 'zenPollTrigger',
		icon: { light: 'file:../Zen/zen.svg', dark: 'file:../Zen/zen.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'Newly booked payments',
		description: 'Starts the workflow when payments were booked on a ZEN.COM account',
		triggerPanel,
		defaults: { name: 'ZEN Polling Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'zenApi', required: true, testedBy: 'testZenApi' }],
		polling: true,
		properties: fields,
	};

	methods = { credentialTest, loadOptions };

	async poll(this: IPollFunctions) {
		return await poll(this);
	}
}
