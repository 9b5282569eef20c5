import { paymentFields, readPayment, toRequest } from '../../fields/paymentBody';
import { draftOptions, readOnceOptions } from '../../fields/payoutOptions';
import { operation } from '../../operation';
import { toDraft } from '../../../zen-payout/destination';
import { sessionOf } from '../../../zen-payout/PayoutSession';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description:
			'Save a payment as a draft, which goes out only when a person accepts it in the ZEN portal',
		action: 'Create draft payment for a person to accept',
	},
	fields: [...paymentFields, draftOptions],
	writes: true,
	identifiedBy: ['externalId'],
	// A draft takes no funds yet, and a person decides about it.
	prepare: (input) => ({
		...toRequest(readPayment(input)),
		...readOnceOptions(input),
		checkBalance: false,
		limits: {},
	}),
	checkBatch: async (run, requests) => await sessionOf(run, toDraft).check(requests),
	send: async (run, request) => [await sessionOf(run, toDraft).send(request)],
	summarize: ({ json }) =>
		`"${json.externalId}" is draft ${json.draftId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
