import type { INodeProperties } from 'n8n-workflow';

/** What may be sent with the credential, whichever workflow has it. Read it with `readRules`. */
export const policyFields: INodeProperties[] = [
	{
		displayName:
			'<b>What may be paid with this credential.</b> It holds for every workflow that has it, and a node can only be stricter.',
		name: 'policyNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Allow Payments',
		name: 'allowPayments',
		type: 'boolean',
		// On, since paying is what the node is for: whoever builds a payout expects it to pay.
		default: true,
		description:
			'Whether payments may be sent with this credential. Switch off for AI agents and for workflows that only read: they can still save drafts, which a person accepts in the ZEN portal. The HTTP Request node only reads with this credential, whatever is set here.',
		hint: 'Off: drafts only, which a person accepts in the ZEN portal',
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
		hint: 'Empty for anybody',
	},
	{
		displayName: 'Limit per Payment',
		name: 'limitPerPayment',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5000.00 EUR, 20000.00 PLN',
		description:
			'The most that one payment or draft may be, for each currency. In a currency that is not named nothing is sent then; empty for no limit.',
		hint: 'Empty for no limit. With one, a currency that is not named is not paid at all.',
	},
	{
		displayName: 'Limit per Day',
		name: 'limitPerDay',
		type: 'string',
		default: '',
		placeholder: 'e.g. 20000.00 EUR, 80000.00 PLN',
		description:
			'The most that may be paid on one day (UTC), for each currency. What ZEN lists of today counts, whoever sent it. Across workflows that pay at the same moment it holds exactly with Memory set to PostgreSQL. In a currency that is not named nothing is paid then; empty for no limit.',
		hint: 'Empty for no limit. With one, a currency that is not named is not paid at all.',
	},
	{
		displayName: 'Require Shared Memory',
		name: 'requireSharedMemory',
		type: 'boolean',
		default: false,
		description:
			'Whether payments and drafts go out only from nodes that have Memory set to PostgreSQL, which all workflows share',
	},
];
