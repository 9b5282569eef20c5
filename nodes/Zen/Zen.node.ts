import { NodeConnectionTypes } from 'n8n-workflow';
import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { describe, subtitleOf } from './describe';
import { ledgerCredentialTest } from '../zen-ledger';
import { credentialTest } from '../zen-n8n/credentialTest';
import { listSearch } from './methods/listSearch';
import { loadOptions } from './methods/loadOptions';
import { resources } from './resources';
import { runOperations } from './router';

export class Zen implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'ZEN',
		name: 'zen',
		icon: { light: 'file:zen.svg', dark: 'file:zen.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: subtitleOf(resources),
		description: 'Read accounts, send payments and read the payment history of a ZEN.COM account',
		defaults: { name: 'ZEN' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'zenApi', required: true, testedBy: 'testZenApi' },
			{
				name: 'zenLedgerApi',
				required: true,
				testedBy: 'testZenLedgerApi',
				// By its path: called just "memory", n8n's editor takes it for the choice of how to sign in,
				// since Ledger → Get Many has one option only. It hides that, and Resource and Operation too.
				displayOptions: { show: { '/memory': ['postgres'] } },
			},
		],
		properties: describe(resources),
	};

	methods = {
		listSearch,
		loadOptions,
		credentialTest: { ...credentialTest, ...ledgerCredentialTest },
	};

	async execute(this: IExecuteFunctions) {
		return await runOperations(this, resources);
	}
}
