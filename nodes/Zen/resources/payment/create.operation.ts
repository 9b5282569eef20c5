import { paymentFields, readPayment } from '../../fields/paymentBody';
import { operation } from '../../operation';
import { checkFunds } from './checkFunds';
import { paymentResult, waitForFinalStatus } from './finalStatus';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Send a payment from one of your accounts',
		action: 'Create payment',
	},
	fields: [
		...paymentFields,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					displayName: 'Check Available Balance',
					name: 'checkBalance',
					type: 'boolean',
					default: true,
					description:
						'Whether to send nothing from an account whose available balance does not cover the batch. Fees are not counted.',
				},
				{
					displayName: 'Wait for Final Status',
					name: 'wait',
					type: 'boolean',
					default: false,
					description:
						'Whether to wait until the payment is settled or rejected, after all items were sent',
				},
				{
					displayName: 'Wait at Most (Seconds)',
					name: 'waitSeconds',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 60,
					description: 'When the time is over the item goes on with the last status seen',
				},
			],
		},
	],
	writes: true,
	identifiedBy: ['externalId'],
	prepare: (input) => ({
		...readPayment(input),
		checkBalance: input.text('options.checkBalance') !== 'false',
		waitMs: input.flag('options.wait')
			? 1000 * (input.text('options.waitSeconds') ? input.count('options.waitSeconds', 1) : 60)
			: 0,
	}),
	checkBatch: async ({ zen }, requests) =>
		checkFunds(await zen.accounts({ preflight: true }), requests),
	send: async ({ zen }, { externalId, body }) => [
		paymentResult(externalId, await zen.createPayment(body, `payment "${externalId}"`)),
	],
	followUp: async (run, { waitMs }, results) =>
		waitMs === 0
			? results
			: await Promise.all(
					results.map(async (result) => await waitForFinalStatus(run, result, waitMs)),
				),
	summarize: ({ json }) =>
		`"${json.externalId}" is payment ${json.paymentId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
