import { toPayout } from '../../../zen-payout';
import { simplifySent } from '../../../zen-n8n/simplify';
import { environmentField } from '../../fields/environment';
import { memoryField } from '../../fields/memory';
import { outputFields, readOutput } from '../../fields/output';
import { paymentFields, readPayment } from '../../fields/paymentBody';
import { draftOptions, readDraftOptions } from '../../fields/payoutOptions';
import { foreseenOf } from '../../foreseen';
import { operation } from '../../operation';
import { putOut, toResult } from '../../payoutResult';
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
	fields: [
		{ ...environmentField, displayName: 'Saves In' },
		...paymentFields,
		memoryField,
		...outputFields(simplifySent({ reason: '', message: '', draftId: '' })),
		draftOptions,
	],
	writes: true,
	identifiedBy: ['externalId'],
	prepare: (input) => {
		const order = readPayment(input);
		const payout = toPayout('draft', order, readDraftOptions(input));
		return { payout, order, shape: readOutput(input, (end) => simplifySent(end, order)) };
	},
	checkBatch: async (run, requests) => {
		run.zen.connection.requireDrafts();
		return await checkPayouts(
			run,
			requests.map(({ payout }) => payout),
		);
	},
	foresee: async (run, { payout }) => await foreseenOf(run, payout),
	send: async (run, { payout }) => [toResult(await sessionOf(run).send(payout))],
	followUp: async (run, { payout }) => [toResult(await sessionOf(run).end(payout))],
	shape: ({ shape }, json) => putOut(json, shape),
	notices: (requests) => textNotices(requests.map(({ order }) => order)),
	summarize: ({ json }) =>
		`"${json.externalId}" is draft ${json.draftId ?? 'without an ID'}, ${json.status ?? 'status not told'}`,
});
