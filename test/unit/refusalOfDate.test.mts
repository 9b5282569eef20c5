import { DateTime } from 'luxon';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../nodes/zen-client';
import { holding } from '../support/input.mts';

const FIELDS = [{ name: 'from', displayName: 'Booked From', type: 'dateTime', default: '' }];
const day = (from: unknown) => holding({ from }, FIELDS as INodeProperties[]).day('from');

describe('a day', () => {
	it.each<[unknown, string]>([
		['2026-09-30', '2026-09-30'],
		[' 2026-09-30 ', '2026-09-30'],
		['20260930', '2026-09-30'],
		['2026-273', '2026-09-30'],
		['2026-W40-3', '2026-09-30'],
		['2026-09-30T23:59:59', '2026-09-30'],
		['2026W403', '2026-09-30'],
		['2026273', '2026-09-30'],
		['20260930T10', '2026-09-30'],
		['1970-01-01', '1970-01-01'],
		['9999-12-31', '9999-12-31'],
		[Date.UTC(2026, 8, 30), '2026-09-30'],
		[new Date(Date.UTC(2026, 8, 30)), '2026-09-30'],
		[DateTime.utc(2026, 9, 30), '2026-09-30'],
	])('is read from %j', (value, expected) => {
		expect(day(value)).toBe(expected);
	});

	it.each<[string, unknown, string]>([
		['a serial of a spreadsheet', 46295, 'by which spreadsheets keep a date, perhaps 2026-09-30'],
		['one with a time', 46295.75, 'perhaps 2026-09-30. Hand the date over as text such as 2026-09'],
		['one as text', '46295', 'by which spreadsheets keep a date, perhaps 2026-09-30'],
		['Unix seconds', 1790726400, 'counts seconds since 1970 where it is a date at all'],
		['Unix seconds as text', '1790726400', 'counts seconds since 1970'],
		['seconds taken for milliseconds', new Date(1790726400), 'is a day in 1970, as comes of a nu'],
		['the same of luxon', DateTime.fromMillis(46295), 'is a day in 1970'],
		['a month', '2026-09', 'holds "2026-09", a month without a day. Write the day as well'],
		['a month of one digit', '2026-9', 'a month without a day'],
		['a month without hyphen', '202609', 'a month without a day'],
		['a year', '2026', 'a year without month and day'],
		['a year as a number', 2026, 'which is no date'],
		['a week', '2026-W40', 'a week without a day'],
		['a time', '10:30', 'a time without a day'],
		// Luxon takes it for 12 o'clock today, 31 hours west of Greenwich.
		['a day without a year', '12-31', 'which is no date'],
		['an hour', '10', 'which is no date'],
		['an hour in a time zone', '10+02', 'which is no date'],
		['a month of a year in six digits', '+002026-09', 'which is no date'],
		['a year of two digits', '0026-09-30', 'which is no date'],
		['microseconds', 1790726400123456, 'which is no date'],
		['microseconds taken for milliseconds', new Date(1790726400123456), 'which is no date'],
		['a serial with a decimal comma', '46295,75', 'which is no date'],
		['a serial in quotes', '"46295"', 'which is no date'],
		['a date that is none', new Date(NaN), 'which is no date'],
		['another small number', 7, 'which is no date'],
		['a day as a number', 20260930, 'which is no date'],
	])('is not made out of %s', (_name, value, words) => {
		expect(() => day(value)).toThrow(InputError);
		expect(() => day(value)).toThrow(/^Booked From /);
		expect(() => day(value)).toThrow(words);
	});

	it('is made out of a serial as the message says', () => {
		const made = DateTime.fromISO('1899-12-30').plus({ days: 46295 }).toISODate();
		expect(day(made)).toBe('2026-09-30');
	});
});
