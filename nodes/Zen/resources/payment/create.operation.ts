import { toPayout } from '../../../zen-payout';
import { memoryField } from '../../fields/memory';
import { paymentFields, readPayment } from '../../fields/paymentBody';
import { payoutOptions, readPace, readPayoutOptions } from '../../fields/payoutOptions';
import { operation } from '../../operation';
import { toResult } from '../../payoutResult';
import { checkPayouts, sessionOf } from '../../payoutSessions';
import { textNotices } from '../../textNotices';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Send a payment from one of your accounts',
		action: 'Create payment',
	},
	fields: [...paymentFields, memoryField, payoutOptions],
	writes: true,
	identifiedBy: ['externalId'],
	prepare: (input) => {
		const order = readPayment(input);
		const options = readPayoutOptions(input, order.amount.currency);
		return { payout: toPayout('payment', order, options), ...readPace(input) };
	},
	checkBatch: async (run, requests) => {
		run.zen.connection.requirePayments();
		return await checkPayouts(
			run,
			requests.map(({ payout }) => payout),
		);
	},
	atOnce: (requests) => Math.min(...requests.map(({ atOnce }) => atOnce)),
	send: async (run, { payout }) => [toResult(await sessionOf(run).send(payout))],
	followUp: async (run, { payout, waitMs }) => [toResult(await sessionOf(run).end(payout, waitMs))],
	notices: (requests) => textNotices(requests.map(({ payout }) => payout.order)),
	summarize: ({ json }) =>
		`"${json.externalId}" is payment ${json.paymentId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
