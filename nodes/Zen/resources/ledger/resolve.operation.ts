import { InputError } from '../../../zen-client';
import { keyOf, Resolution } from '../../../zen-payout';
import { keptMemoryField, readMemory } from '../../fields/memory';
import { notSameAsField, readNotSameAs } from '../../fields/notSameAs';
import { operation } from '../../operation';

export const resolve = operation({
	option: {
		name: 'Resolve',
		value: 'resolve',
		description:
			'Mark a payment or draft whose fate is unknown as never sent, so that it may be sent again. Only once you have seen in the ZEN portal that it is not there.',
		action: 'Mark payment as never sent',
	},
	fields: [
		keptMemoryField,
		{
			displayName: 'External ID',
			name: 'externalId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Example Supplies INV-2026-0042',
			description:
				'Of the payment or draft that is unknown or unresolved, as it was when it was sent',
			hint: 'Look in the ZEN portal first: resolve only what you have seen not to be there.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add Option',
			default: {},
			options: [
				{
					...notSameAsField,
					description:
						'The IDs of payments and drafts at ZEN that could be this one, once you have seen that they are others, separated by commas',
				},
			],
		},
	],
	writes: true,
	notDone: 'Nothing was changed.',
	identifiedBy: ['externalId'],
	prepare: (input) => {
		readMemory(input, ['n8n', 'postgres']);
		const externalId = input.payingText('externalId', 'reference');
		return { externalId, key: keyOf(externalId), notSameAs: readNotSameAs(input) };
	},
	checkBatch: async ({ zen, isTool }) => {
		if (isTool) {
			throw new InputError(
				'Resolve',
				'is not for a language model: that a payment never went out is for a person to say. Run it in a workflow of your own.',
			);
		}
		zen.connection.requirePayments();
		return new Map();
	},
	send: async (run, wanted) => {
		const done = await new Resolution({ ...run, resolvable: run.resolvable! }).resolve(wanted);
		const { attempts, firstDay = null, lastDay = null } = done;
		const { externalId } = wanted;
		const message = `"${externalId}" may be sent again as if for the first time`;
		return [{ json: { outcome: 'resolved', externalId, message, attempts, firstDay, lastDay } }];
	},
	summarize: ({ json }) => `"${json.externalId}" is resolved`,
});
