import type { INodeProperties } from 'n8n-workflow';
import { filtersField, simplifyField } from '../zen-events/fields';
import { notice } from './panel';

export const MOST_OVERLAP_DAYS = 60;

/** The fields of the node. */
export const fields: INodeProperties[] = [
	{ displayName: notice, name: 'notice', type: 'notice', default: '' },
	simplifyField,
	filtersField,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Overlap Days',
				name: 'overlapDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: MOST_OVERLAP_DAYS },
				default: 3,
				description:
					'How many days before the last poll to look at again, for payments that ZEN books late. None is emitted twice for it.',
			},
		],
	},
];
