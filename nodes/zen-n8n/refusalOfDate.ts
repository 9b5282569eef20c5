import { DateTime } from 'luxon';

/** Days since 1899-12-30, as spreadsheets keep dates: from 1954 to 2119. */
const SERIALS = [20_000, 80_000] as const;
/** Seconds since 1970, from 1973 to 5138. */
const SECONDS = [100_000_000, 100_000_000_000] as const;

const SPREADSHEET_BEGAN = '1899-12-30';

/**
 * Why a value is no date though it could be taken for one, in words that continue the field's label;
 * `undefined` when nothing of the kind shows. A number of days or seconds would be some day in 1970,
 * and a month its first day.
 */
export function refusalOfDate(value: unknown): string | undefined {
	if (typeof value === 'number') return refusalOfNumber(value);
	if (value instanceof Date || DateTime.isDateTime(value)) return refusalOfTime(value.valueOf());
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	return /^\d+(?:\.\d+)?$/.test(text)
		? (refusalOfNumber(Number(text)) ?? refusalOfHalf(text))
		: refusalOfHalf(text);
}

function refusalOfNumber(number: number): string | undefined {
	if (isIn(SERIALS, number)) {
		const day = DateTime.fromISO(SPREADSHEET_BEGAN)
			.plus({ days: Math.floor(number) })
			.toISODate();
		return `holds ${number}, a number by which spreadsheets keep a date, perhaps ${day}. Hand the date over as text such as ${day}: {{ DateTime.fromISO('${SPREADSHEET_BEGAN}').plus({ days: … }).toISODate() }} makes it out of the number.`;
	}
	if (isIn(SECONDS, number)) {
		return `holds ${number}, which counts seconds since 1970 where it is a date at all. Write it as 2026-09-30, or make a date of the seconds: {{ DateTime.fromSeconds(…) }}.`;
	}
	return undefined;
}

function refusalOfTime(ms: number): string | undefined {
	if (new Date(ms).getUTCFullYear() !== 1970) return undefined;
	return 'is a day in 1970, as comes of a number of days or seconds that was taken for milliseconds. Check the expression in it.';
}

function refusalOfHalf(text: string): string | undefined {
	const what = HALVES.find(([pattern]) => pattern.test(text))?.[1];
	return what && `holds "${text}", ${what}. Write the day as well, such as 2026-09-30.`;
}

const HALVES: Array<[pattern: RegExp, what: string]> = [
	[/^\d{4}-?(?:T.*)?$/, 'a year without month and day'],
	[/^(?:\d{4}-\d{1,2}|\d{6})(?:T.*)?$/, 'a month without a day'],
	[/^\d{4}-?W\d{1,2}(?:T.*)?$/, 'a week without a day'],
	[/^T?\d{1,2}:\d\d/, 'a time without a day'],
];

function isIn([from, to]: readonly [number, number], number: number): boolean {
	return number >= from && number < to;
}
