import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../nodes/zen-client/retryAfter';

const NOW = Date.parse('2026-09-04T10:59:55Z');

describe('Retry-After', () => {
	it.each([
		['seconds', '120', 120_000],
		['no time at all', '0', 0],
		['white space around it', ' 7 ', 7_000],
		['a header that came twice: the first', ['3', '9'], 3_000],
		['an HTTP date', 'Fri, 04 Sep 2026 11:00:05 GMT', 10_000],
		['a date in the old form', 'Friday, 04-Sep-26 11:00:05 GMT', 10_000],
		['a date in the oldest form', 'Fri Sep  4 11:00:05 2026 GMT', 10_000],
		['a date that is over', 'Fri, 04 Sep 2026 10:00:00 GMT', 0],
	])('%s', (_name, header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});

	it.each([
		['absent', undefined],
		['empty', ''],
		['blank', '  '],
		['sent as an empty list', []],
		['a word', 'soon'],
		['a day name alone', 'Friday'],
		// JavaScript would read these as days in 2001, and so as "at once".
		['a fraction', '1.5'],
		['negative', '-1'],
		['a sum', '1+1'],
		['a number with a unit', '30 s'],
	])('counts as absent when it is %s', (_name, header) => {
		expect(retryAfterMs(header, NOW)).toBeUndefined();
	});

	it('never asks to wait for less than nothing', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)), (header) => {
				expect(retryAfterMs(header, NOW) ?? 0).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	it('reads back every HTTP date', () => {
		const dates = fc.date({
			min: new Date('2026-09-05'),
			max: new Date('2099-12-31'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(dates, (date) => {
				const whole = Math.floor(date.getTime() / 1000) * 1000;
				expect(retryAfterMs(date.toUTCString(), NOW)).toBe(whole - NOW);
			}),
		);
	});
});
