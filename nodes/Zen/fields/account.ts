import type { INodeProperties } from 'n8n-workflow';

const UUID_PATTERN = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
export const ID_PLACEHOLDER = 'e.g. 123e4567-e89b-12d3-a456-426614174000';

/** A field for an account, picked from the list or given by its ID. Read it with `uuid`. */
export const accountField: INodeProperties = {
	displayName: 'Account',
	name: 'accountId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAccounts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: ID_PLACEHOLDER,
			validation: [
				{
					type: 'regex',
					properties: { regex: UUID_PATTERN, errorMessage: 'An account ID is a UUID' },
				},
			],
		},
	],
	description: 'One of the active accounts that the credential gives access to',
};
