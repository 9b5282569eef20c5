import type { INodeProperties } from 'n8n-workflow';

/** How a language model is to be told to fill in External ID. */
export const EXTERNAL_ID_FOR_MODEL =
	"{{ $fromAI('externalId', 'The supplier and the number of the invoice, exactly as they are written there. Always the same for the same invoice; never make one up.') }}";

/** What has to be known where the node is the tool of a language model; hidden everywhere else. */
export const toolNotice: INodeProperties = {
	displayName: `A language model fills this in. Paste into <b>External ID</b>, as an expression: <code>${EXTERNAL_ID_FOR_MODEL}</code>. It recognises a payment by that alone. Pick <b>From Account</b> yourself, or let the model give its IBAN or alias. What it may send stands in the credential, under <b>AI Tools May</b>.`,
	name: 'toolNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { '@tool': [true] } },
};
