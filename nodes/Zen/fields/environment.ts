import type { INodeProperties } from 'n8n-workflow';

/** The one value that the field has: it shows what the credential says, and chooses nothing. */
export const AS_CREDENTIAL = 'credential';

// Not a list of things by name or ID, as n8n's rules take every list that is loaded for.
const LOADED = { loadOptionsMethod: 'getEnvironment' };

/** Says in the form where money would leave from. Filled by `getEnvironment`; nobody reads it. */
export const environmentField: INodeProperties = {
	displayName: 'Pays In',
	name: 'environment',
	type: 'options',
	noDataExpression: true,
	typeOptions: LOADED,
	default: AS_CREDENTIAL,
	description: 'The environment of ZEN that the credential above is for. It is changed there.',
};
