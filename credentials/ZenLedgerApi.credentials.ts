import type { ICredentialType, INodeProperties } from 'n8n-workflow';

const PORT = 5432;

/** Where payments are remembered, when that is a PostgreSQL database. The ZEN node tests it. */
export class ZenLedgerApi implements ICredentialType {
	name = 'zenLedgerApi';

	displayName = 'ZEN Ledger API';

	icon = { light: 'file:zen.svg', dark: 'file:zen.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-zen/n8n-nodes-zen#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Host',
			name: 'host',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. db.example.com',
			description: 'The PostgreSQL server in which payments are remembered',
		},
		{
			displayName: 'Port',
			name: 'port',
			type: 'number',
			default: PORT,
			required: true,
		},
		{
			displayName: 'Database',
			name: 'database',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'public',
			required: true,
			description:
				'Where the tables are, whose names begin with zen_ledger. They are made there with the first payment if the user may do so.',
		},
		{
			displayName: 'User',
			name: 'user',
			type: 'string',
			default: '',
			required: true,
			description:
				'Needs no more than to read, insert and update rows of the tables, once they are there',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'TLS',
			name: 'tls',
			type: 'options',
			options: [
				{
					name: 'Off',
					value: 'off',
					description: 'Only where nobody else can listen, as on the same machine',
				},
				{
					name: 'Require With Verification',
					value: 'verify',
					description: 'The certificate of the server has to be trusted, and made out to Host',
				},
			],
			default: 'verify',
		},
		{
			displayName: 'CA Certificate',
			name: 'ca',
			type: 'string',
			typeOptions: { rows: 5 },
			default: '',
			placeholder: '-----BEGIN CERTIFICATE-----',
			displayOptions: { show: { tls: ['verify'] } },
			description:
				"In PEM form, the authority that signed the server's certificate when that is not a public one; then it alone is trusted",
		},
	];
}
