import { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';
import type { ItemInput } from '../ItemInput';

/** From when to when payments were booked. Read them with {@link readPeriod}. */
export const periodFields: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [
		{
			displayName: 'Booked From',
			name: 'bookedAtFrom',
			type: 'dateTime',
			default: '',
			description: 'The first day, included. Payments that are not booked yet have no such day.',
		},
		{
			displayName: 'Booked To',
			name: 'bookedAtTo',
			type: 'dateTime',
			default: '',
			description: 'The last day, included. A day in the future counts as today.',
		},
	],
};

/**
 * The two days as `yyyy-MM-dd`, each only when filled in.
 *
 * @param place what stands before the fields' names
 */
export function readPeriod(
	input: ItemInput,
	place = 'filters.',
): { bookedAtFrom?: string; bookedAtTo?: string } {
	const bookedAtFrom = input.day(`${place}bookedAtFrom`);
	const wantedTo = input.day(`${place}bookedAtTo`);
	// ZEN was seen to answer 500 to a day in the future. Its days are taken to be those of UTC.
	const today = DateTime.utc().toISODate();
	const wrong = (problem: string) => input.error(`${place}bookedAtFrom`, problem);
	if (bookedAtFrom && bookedAtFrom > today) {
		throw wrong(`is ${bookedAtFrom}, which is in the future.`);
	}
	const bookedAtTo = wantedTo && wantedTo > today ? today : wantedTo;
	if (bookedAtFrom && bookedAtTo && bookedAtFrom > bookedAtTo) {
		throw wrong(`is ${bookedAtFrom}, which is after Booked To, ${bookedAtTo}.`);
	}
	return { ...(bookedAtFrom && { bookedAtFrom }), ...(bookedAtTo && { bookedAtTo }) };
}
