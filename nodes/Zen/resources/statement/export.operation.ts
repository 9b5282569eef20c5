import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../../../zen-client';
import { outputFields, readOutput } from '../../fields/output';
import { operation } from '../../operation';
import { exportStatement as send } from '../../statement/exportStatement';
import { simplifyStatement } from '../../statement/simplifyStatement';
import { readStatementRequest, statementFields } from '../../statement/fields';

export const exportStatement = operation({
	option: {
		name: 'Export',
		value: 'export',
		description: 'Export the booked payments of an account over a period as CSV and camt.053 files',
		action: 'Export statement of account',
	},
	fields: [
		...statementFields,
		...outputFields(simplifyStatement({ sums: [{}], leftOut: [], notes: [] })),
	],
	prepare: (input) => ({
		...readStatementRequest(input),
		shape: readOutput(input, simplifyStatement),
	}),
	send: async (run, request) => [await send(run, request)],
	shape: ({ shape }, json) => shape(json as JsonObject) as IDataObject,
});
