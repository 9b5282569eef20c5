import { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** From when to when payments were booked, among the filters. Read them with {@link readPeriod}. */
export const periodFilters: INodeProperties[] = [
	{
		displayName: 'Booked From',
		name: 'bookedAtFrom',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description:
			'The first day, included. Where it has begun here but not yet in UTC, the day before. Payments that are not booked yet have no such day.',
	},
	{
		displayName: 'Booked To',
		name: 'bookedAtTo',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description: 'The last day, included. A day in the future counts as today.',
	},
];

/**
 * The two days as `yyyy-MM-dd`, each only when given. None is one that ZEN may take for the
 * future: the user's today is then the day that it is in UTC.
 *
 * @param place what stands before the fields' names; '' for fields that are no filters
 * @throws InputError for a filter that was added and yields no day, as it would widen the list
 */
export function readPeriod(
	input: ItemInput,
	place = 'filters.',
): { bookedAtFrom?: string; bookedAtTo?: string } {
	const day = (field: string) =>
		place === '' ? input.day(field) : input.ifAdded(`${place}${field}`, (name) => input.day(name));
	const from = day('bookedAtFrom');
	const to = day('bookedAtTo');
	const today = DateTime.utc().toISODate();
	const wrong = (problem: string) => input.error(`${place}bookedAtFrom`, problem);
	// East of UTC the user's day begins first, west of it UTC's.
	if (from && from > today && from > input.today()) {
		throw wrong(`is ${from}, which is in the future.`);
	}
	if (from && to && from > to) throw wrong(`is ${from}, which is after Booked To, ${to}.`);
	// ZEN was seen to answer 500 to an end in the future, and what it makes of such a beginning is not
	// known. Its days are taken to be those of UTC; a day more at the beginning loses nothing.
	const begun = (day: string) => (day > today ? today : day);
	return { ...(from && { bookedAtFrom: begun(from) }), ...(to && { bookedAtTo: begun(to) }) };
}
