import type {
	IAuthenticate,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { readingRequest } from '../nodes/zen-client';
import type { ForeignRequest } from '../nodes/zen-client';
import { credentialRequest } from '../nodes/zen-n8n/credentialRequest';

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
				{
					name: 'Custom',
					value: 'custom',
					description: 'Any other address, such as that of the simulator',
				},
				{ name: 'Production', value: 'production', description: 'Real money' },
				{ name: 'Test', value: 'test', description: "ZEN's test environment" },
			],
			default: 'test',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://localhost:8443',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'Where calls go, with https and without a path',
		},
		{
			displayName: 'Allow Payments',
			name: 'allowPayments',
			type: 'boolean',
			// On, since paying is what the node is for: whoever builds a payout expects it to pay.
			default: true,
			description:
				'Whether payments may be sent with this credential. Switch off for AI agents and for workflows that only read: they can still save drafts, which a person accepts in the ZEN portal. The HTTP Request node only reads with this credential, whatever is set here.',
		},
		{
			displayName: 'AI Tools May',
			name: 'aiTools',
			type: 'options',
			options: [
				{
					name: 'Read',
					value: 'nothing',
					description: 'Neither payments nor drafts',
				},
				{
					name: 'Read and Prepare Drafts',
					value: 'drafts',
					description: 'Drafts go out only when a person accepts them in the ZEN portal',
				},
				{
					name: 'Read, Prepare Drafts and Pay',
					value: 'payments',
					description: 'Within the limits and receivers of this credential',
				},
			],
			default: 'drafts',
			description:
				'What a language model may do that has the ZEN node as its tool. A workflow that is a tool itself cannot be told from others.',
		},
		{
			displayName: 'Allowed Receivers',
			name: 'allowedReceivers',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. LT121000011101001000, PL, 12345678@EXAMGB2L',
			description:
				'Whom payments and drafts may go to: IBANs, countries by the two letters that an IBAN begins with, local numbers with the BIC of their bank. Separated by commas or lines; empty for anybody.',
		},
		{
			displayName: 'Limit per Payment',
			name: 'limitPerPayment',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5000.00 EUR, 20000.00 PLN',
			description:
				'The most that one payment or draft may be, for each currency. In a currency that is not named nothing is sent then; empty for no limit.',
		},
		{
			displayName: 'Limit per Day',
			name: 'limitPerDay',
			type: 'string',
			default: '',
			placeholder: 'e.g. 20000.00 EUR, 80000.00 PLN',
			description:
				'The most that may be paid on one day (UTC), for each currency. What ZEN lists of today counts, whoever sent it. Across workflows that pay at the same moment it holds exactly with Memory set to PostgreSQL. In a currency that is not named nothing is paid then; empty for no limit.',
		},
		{
			displayName: 'Require Shared Memory',
			name: 'requireSharedMemory',
			type: 'boolean',
			default: false,
			description:
				'Whether payments and drafts go out only from nodes that have Memory set to PostgreSQL, which all workflows share',
		},
		{
			displayName: 'Ledger Name',
			name: 'ledgerName',
			type: 'string',
			default: '',
			placeholder: 'e.g. example-company',
			description:
				'Whose payments the memory in PostgreSQL holds: one name for each legal entity. Empty for the name of the environment. Under another name nothing of what was paid before is known.',
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
		},
		{
			...PEM_FIELD,
			displayName: 'Client Certificate',
			name: 'clientCertificate',
			required: true,
			placeholder: '-----BEGIN CERTIFICATE-----',
			description:
				'In PEM form, with its chain if there is one. Turn a .p12 or .pfx file into PEM first, for example with openssl pkcs12.',
		} as INodeProperties,
		{
			...PEM_FIELD,
			displayName: 'Private Key',
			name: 'privateKey',
			required: true,
			placeholder: '-----BEGIN PRIVATE KEY-----',
			description: 'The key that belongs to the certificate, in PEM form; RSA or EC',
		} as INodeProperties,
		{
			displayName: 'Passphrase',
			name: 'passphrase',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only if the private key is encrypted',
		},
		{
			...PEM_FIELD,
			displayName: 'CA Certificate',
			name: 'ca',
			description:
				"Leave empty for ZEN. Fill in only the authority that signed the server's certificate when that is not a public one, as with the simulator; then it alone is trusted.",
		} as INodeProperties,
		{
			displayName: 'Notification Secret',
			name: 'notificationSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'A secret of your own that the ZEN Trigger expects with each notification. ZEN is not known to sign notifications. Only needed for the trigger.',
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
