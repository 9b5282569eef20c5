import { paymentFields, readPayment } from '../../fields/paymentBody';
import { operation } from '../../operation';
import { findDuplicates } from '../../payout/duplicates';
import { checkFunds } from '../../payout/funds';

export const create = operation({
	option: {
		name: 'Create',
		value: 'create',
		description:
			'Save a payment as a draft, which goes out only when a person accepts it in the ZEN portal',
		action: 'Create draft payment',
	},
	fields: paymentFields,
	writes: true,
	identifiedBy: ['externalId'],
	prepare: readPayment,
	checkBatch: async ({ zen }, requests) => {
		const accounts = await zen.accounts({ preflight: true });
		// A draft takes no funds yet.
		const wanted = requests.map((request) => ({ ...request, checkBalance: false }));
		return new Map([...checkFunds(accounts, wanted), ...findDuplicates(requests)]);
	},
	send: async ({ zen }, { externalId, body }) => {
		const draft = await zen.drafts.create(body, `draft "${externalId}"`);
		const { draftId, status = null } = draft;
		return [{ json: { outcome: 'accepted', externalId, draftId, status, draft } }];
	},
	summarize: ({ json }) =>
		`"${json.externalId}" is draft ${json.draftId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
