import { toPayout } from '../../../zen-payout';
import { memoryField } from '../../fields/memory';
import { paymentFields, readPayment } from '../../fields/paymentBody';
import { draftOptions, readDraftOptions } from '../../fields/payoutOptions';
import { operation } from '../../operation';
import { toResult } from '../../payoutResult';
import { checkPayouts, sessionOf } from '../../payoutSessions';
import { textNotices } from '../../textNotices';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description:
			'Save a payment as a draft, which goes out only when a person accepts it in the ZEN portal',
		action: 'Create draft payment for a person to accept',
	},
	fields: [...paymentFields, memoryField, draftOptions],
	writes: true,
	identifiedBy: ['externalId'],
	prepare: (input) => toPayout('draft', readPayment(input), readDraftOptions(input)),
	checkBatch: async (run, payouts) => {
		run.zen.connection.requireDrafts();
		return await checkPayouts(run, payouts);
	},
	send: async (run, payout) => [toResult(await sessionOf(run).send(payout))],
	followUp: async (run, payout) => [toResult(await sessionOf(run).end(payout))],
	notices: (payouts) => textNotices(payouts.map(({ order }) => order)),
	summarize: ({ json }) =>
		`"${json.externalId}" is draft ${json.draftId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
