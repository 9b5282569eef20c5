import { toPayout } from '../../../zen-payout';
import { simplifySent } from '../../../zen-n8n/simplify';
import { environmentField } from '../../fields/environment';
import { memoryField } from '../../fields/memory';
import { outputFields, readOutput } from '../../fields/output';
import { paymentFields, readPayment } from '../../fields/paymentBody';
import { payoutOptions, readPace, readPayoutOptions } from '../../fields/payoutOptions';
import { foreseenOf } from '../../foreseen';
import { operation } from '../../operation';
import { putOut, toResult } from '../../payoutResult';
import { checkPayouts, sessionOf } from '../../payoutSessions';
import { textNotices } from '../../textNotices';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description: 'Send a payment from one of your accounts',
		action: 'Create payment',
	},
	fields: [
		environmentField,
		...paymentFields,
		memoryField,
		...outputFields(simplifySent({ reason: '', message: '' })),
		payoutOptions,
	],
	writes: true,
	identifiedBy: ['externalId'],
	prepare: (input) => {
		const order = readPayment(input);
		const options = readPayoutOptions(input, order.amount.currency);
		const payout = toPayout('payment', order, options);
		return {
			payout,
			order,
			shape: readOutput(input, (end) => simplifySent(end, order)),
			...readPace(input),
		};
	},
	checkBatch: async (run, requests) => {
		run.zen.connection.requirePayments();
		return await checkPayouts(
			run,
			requests.map(({ payout }) => payout),
		);
	},
	atOnce: (requests) => Math.min(...requests.map(({ atOnce }) => atOnce)),
	foresee: async (run, { payout }) => await foreseenOf(run, payout),
	send: async (run, { payout }) => [toResult(await sessionOf(run).send(payout))],
	followUp: async (run, { payout, waitMs }) => [toResult(await sessionOf(run).end(payout, waitMs))],
	shape: ({ shape }, json) => putOut(json, shape),
	notices: (requests) => textNotices(requests.map(({ payout }) => payout.order)),
	summarize: ({ json }) =>
		`"${json.externalId}" is payment ${json.paymentId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
