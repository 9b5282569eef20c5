import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../../../zen-client';
import { readPain001 } from '../../file/pain001';
import { accountsToPayFrom } from '../../file/payFrom';
import { noticesOf, simplifyItem, toItem } from '../../file/toItem';
import { outputFields, readOutput } from '../../fields/output';
import { operation, toResults } from '../../operation';
import { inSteps } from '../../steps';

// Some 10,000 transfers.
const MOST_BYTES = 10 * 1024 * 1024;

export const read = operation({
	option: {
		name: 'Read',
		value: 'read',
		description:
			'Read the credit transfers of a pain.001 file, checked, each in the fields of Payment → Create. Pays nothing.',
		action: 'Read payment file',
	},
	fields: [
		{
			displayName: 'Input Binary Field',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input binary field that has the file: pain.001.001.03, .09 or .11',
		},
		...outputFields(simplifyItem({ paymentFile: { leftOut: [] } })),
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Any Execution Date',
					name: 'anyDate',
					type: 'boolean',
					default: false,
					description:
						'Whether to read transfers that are to be executed on another day than today as well. Create pays at once: hold them back by executionDate where that is not meant.',
				},
			],
		},
	],
	prepare: (input) => {
		const anyDate = input.ifAdded('options.anyDate', (name) => input.flag(name)) ?? false;
		return {
			field: input.requiredText('binaryPropertyName'),
			today: anyDate ? undefined : input.today(),
			shape: readOutput(input, simplifyItem),
		};
	},
	send: async (run, { field, today }, index) => {
		const bytes = await run.fromBinary(index, field, MOST_BYTES);
		const file = await inSteps(readPain001(bytes, today), run.surroundings);
		const ids = accountsToPayFrom(await run.zen.accounts(), file.transfers);
		return toResults(file.transfers.map((transfer, at) => toItem(transfer, ids[at]!, file)));
	},
	shape: ({ shape }, json) => shape(json as JsonObject) as IDataObject,
	notices: (_requests, results) => noticesOf(results.map(({ json }) => json)),
});
