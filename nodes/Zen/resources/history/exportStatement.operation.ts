import { operation } from '../../operation';
import { exportStatement as send } from '../../statement/exportStatement';
import { readStatementRequest, statementFields } from '../../statement/fields';

export const exportStatement = operation({
	option: {
		name: 'Export Statement',
		value: 'exportStatement',
		description: 'Export the booked payments of an account over a period as CSV and camt.053 files',
		action: 'Export statement of account',
	},
	fields: statementFields,
	prepare: readStatementRequest,
	send: async (run, request) => [await send(run, request)],
});
