import { paymentFields, readPayment, toRequest } from '../../fields/paymentBody';
import { payoutOptions, readPayoutOptions } from '../../fields/payoutOptions';
import { operation } from '../../operation';
import { toPayment } from '../../../zen-payout/destination';
import { waitForFinalStatus } from '../../../zen-payout/finalStatus';
import { sessionOf } from '../../../zen-payout/PayoutSession';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Send a payment from one of your accounts',
		action: 'Create payment',
	},
	fields: [...paymentFields, payoutOptions],
	writes: true,
	identifiedBy: ['externalId'],
	prepare: (input) => {
		const payment = toRequest(readPayment(input));
		return { ...payment, ...readPayoutOptions(input, payment.amount.currency) };
	},
	checkBatch: async (run, requests) => {
		run.zen.connection.requirePayments();
		return await sessionOf(run, toPayment).check(requests);
	},
	atOnce: (requests) => Math.min(...requests.map(({ atOnce }) => atOnce)),
	send: async (run, request) => [await sessionOf(run, toPayment).send(request)],
	followUp: async (run, { waitMs }, results) =>
		waitMs === 0
			? results
			: await Promise.all(
					results.map(async (result) => await waitForFinalStatus(run, result, waitMs)),
				),
	summarize: ({ json }) =>
		`"${json.externalId}" is payment ${json.paymentId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
