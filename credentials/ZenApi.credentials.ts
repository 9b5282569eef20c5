import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { readingRequest } from '../nodes/zen-client';
import type { ForeignRequest } from '../nodes/zen-client';
import { policyFields } from '../nodes/zen-n8n/policyFields';
import { credentialRequest } from '../nodes/zen-n8n/credentialRequest';

const CERTIFICATES =
	'https://github.com/n8n-nodes-zen/n8n-nodes-zen/blob/main/docs/certificates.md';

const PEM_FIELD: Partial<INodeProperties> = {
	type: 'string',
	typeOptions: { password: true, rows: 5 },
	default: '',
};

export class ZenApi implements ICredentialType {
	name = 'zenApi';

	displayName = 'ZEN API';

	icon = { light: 'file:zen.svg', dark: 'file:zen.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-zen/n8n-nodes-zen#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Test', value: 'test', description: "ZEN's test environment" },
				{ name: 'Production', value: 'production', description: 'Real money' },
				{
					name: 'Custom',
					value: 'custom',
					description: 'Any other address, such as that of the simulator',
				},
			],
			default: 'test',
			hint: 'Start with Test: no money moves there',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://localhost:8443',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Where calls go',
			hint: 'With https and without a path: the paths are added',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				"The key of the transfers API. The terminal key of ZEN's payment gateway is a different one and does not work here.",
			hint: 'From the ZEN portal, for the environment above',
		},
		{
			displayName: 'Authorization Scheme',
			name: 'authorizationScheme',
			type: 'options',
			options: [
				{
					name: 'Bare Key',
					value: 'bare',
					description:
						"The key alone, as ZEN's manual words it (https://docs.zen.com/api-transfers/)",
				},
				{
					name: 'Bearer',
					value: 'bearer',
					description: 'The word Bearer before the key, as it was seen to work',
				},
			],
			default: 'bearer',
			description: 'How the key is written in the Authorization header',
			hint: 'Leave it at Bearer, unless ZEN refuses the key',
		},
		{
			...PEM_FIELD,
			displayName: 'Client Certificate',
			name: 'clientCertificate',
			required: true,
			placeholder: '-----BEGIN CERTIFICATE-----',
			description: `In PEM form, with its chain if there is one. Where it comes from, and how a .p12 or .pfx file becomes PEM: <a href="${CERTIFICATES}">certificates</a>.`,
			hint: `All of the text, from BEGIN to END. <a href="${CERTIFICATES}" target="_blank">Where certificate and key come from</a>`,
		} as INodeProperties,
		{
			...PEM_FIELD,
			displayName: 'Private Key',
			name: 'privateKey',
			required: true,
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'The key that belongs to the certificate, in PEM form; RSA or EC',
			hint: 'The key that the certificate was asked for with. It never leaves this n8n.',
		} as INodeProperties,
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Leave empty if the private key is not encrypted',
		},
		{
			...PEM_FIELD,
			displayName: 'CA Certificate',
			name: 'ca',
			placeholder: 'Leave empty for ZEN',
			description:
				"Only the authority that signed the server's certificate when that is not a public one, as with the simulator; then it alone is trusted.",
			hint: 'Leave empty for ZEN. Needed for the simulator only, or behind a gateway of your own.',
		} as INodeProperties,
		{
			displayName: 'Notification Secret',
			name: 'notificationSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'A secret of your own that the ZEN Trigger expects with each notification. ZEN is not known to sign notifications. Only needed for the trigger.',
			hint: 'Only for the ZEN Trigger: the same text stands in the URL that is registered at ZEN',
		},
		...policyFields,
		{
			displayName: 'Ledger Name',
			name: 'ledgerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. example-company',
			description:
				'Whose payments the memory in PostgreSQL holds: one name for each legal entity. Empty for the name of the environment. Under another name nothing of what was paid before is known.',
			hint: 'Leave empty, unless several legal entities share one PostgreSQL',
		},
		{
			displayName: 'Contract Corrections (JSON)',
			name: 'contractCorrections',
			type: 'string',
			typeOptions: { rows: 5 },
			default: '',
			placeholder: 'e.g. {"createPayment": {"body": {"externalId": "clientReference"}}}',
			description:
				"Where ZEN's manual (https://docs.zen.com/api-transfers/) names something otherwise than this package assumes: its name at ZEN, by call. They only rename, and are checked before anything is sent. Empty for none.",
			hint: "Leave empty, unless ZEN's manual differs from this package",
		},
		{
			displayName:
				"<b>Allowed HTTP Request Domains</b>, below, is n8n's own. It concerns n8n's HTTP Request and GraphQL nodes, which only read with this credential and reach only the address above, whatever it says. <i>None</i> keeps them out. The ZEN nodes do not depend on it.",
			name: 'httpNotice',
			type: 'notice',
			default: '',
		},
	];

	/** Lets the HTTP Request node read what the ZEN node does not offer. */
	authenticate: IAuthenticate = async (data, request) =>
		readingRequest(
			request as unknown as ForeignRequest,
			data,
			new Date(),
		) as unknown as IHttpRequestOptions;

	/** In the verified build only; else the nodes test it. */
	test?: ICredentialTestRequest = credentialRequest;

	httpRequestNode = {
		name: 'ZEN',
		docsUrl: 'https://github.com/n8n-nodes-zen/n8n-nodes-zen#credentials',
		apiBaseUrlPlaceholder: 'https://api-services.zen.com/',
	};
}
