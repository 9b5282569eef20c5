import set from 'lodash/set';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { correctedBy, InputError, readCredential } from '../../nodes/zen-client';
import { readFilter } from '../../nodes/zen-events/filter';
import { fields as pollFields } from '../../nodes/ZenPollTrigger/fields';
import { readSettings } from '../../nodes/ZenTrigger/settings';
import { FORMS, namesIn, sourceOf } from '../support/forms.mts';
import { holding } from '../support/input.mts';

/** What an expression may yield that says nothing, or not what the field is for. */
const VALUES: Array<[string, unknown]> = [
	['undefined', undefined],
	['null', null],
	["''", ''],
	['blanks', ' \t\n '],
	['an object', { a: 1 }],
	['an empty object', {}],
	['an empty array', []],
	['an array', [{}]],
	['a nested array', [[]]],
	['NaN', NaN],
	['a number', -7.5],
	['text', 'no such thing'],
	['a name that every object has', 'constructor'],
];

const CASES = Object.entries(FORMS).flatMap(([form, { fields }]) =>
	namesIn(fields).flatMap(([name, field]) =>
		VALUES.map(([what, value]) => ({ form, name, field, what, value })),
	),
);

/** Text that a field of text may hold, which protects nothing by itself. */
function isMeant(field: INodeProperties, name: string, value: unknown): boolean {
	const isText = field.type === 'string' || field.type === 'resourceLocator';
	if (field.type === 'json') return typeof value === 'object';
	// Blanks may be one, and what kinds of receivers there are is only assumed.
	if (name === 'passphrase' || name === 'receiverDetails.type') return true;
	const isTyped = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
	return isText && isTyped && !/limit|minimum|allowed/i.test(name);
}

describe.each(Object.keys(FORMS))('%s', (form) => {
	it.each(CASES.filter((one) => one.form === form))(
		'with $what in $name protects no less than without it, or names the field',
		({ name, field, value }) => {
			const { filled, read } = FORMS[form]!;
			const others = Object.fromEntries(Object.entries(filled).filter(([one]) => one !== name));
			const parameters = structuredClone(filled);
			set(parameters, name, value);
			let told: unknown;
			try {
				told = read(parameters);
			} catch (error) {
				expect(error).toBeInstanceOf(InputError);
				expect((error as Error).message).toContain(field.displayName);
				return;
			}
			if (isMeant(field, name, value)) return;
			// What n8n saves for a field that was left empty, and nothing else, counts as left empty.
			expect([value, field.default]).toEqual(['', emptyOf(field)]);
			expect(name).not.toContain('.');
			expect(told).toEqual(read(others));
		},
	);
});

/** The default of a field that says nothing. */
function emptyOf({ type, default: held }: INodeProperties): unknown {
	return type === 'resourceLocator' ? held : '';
}

it('covers all that protects', () => {
	const names = new Set(CASES.map(({ name }) => name));
	for (const name of [
		...['allowPayments', 'notificationSecret', 'environment', 'filters.accountIds', 'events'],
		...['options.allowedAddresses', 'options.limitPerRun', 'options.lookFirst', 'memory'],
	]) {
		expect(names).toContain(name);
	}
});

it.each([
	['TRUE', true],
	['yes', true],
	[1, true],
	['No', false],
	['false', false],
	[0, false],
])('Allow Payments reads %j as %j', (allowPayments, allowed) => {
	expect(readCredential({ allowPayments })).toMatchObject({ allowPayments: allowed });
});

it.each([
	['outgoing', 'OUTGOING'],
	[' Incoming ', 'INCOMING'],
])('the filter reads the direction %j', (direction, read) => {
	expect(readFilter(holding({ filters: { direction } }, pollFields))).toMatchObject({
		direction: read,
	});
});

it.each([
	[['SETTLED'], ['settled']],
	['in_progress', ['inProgress']],
])('the trigger reads %j', (events, kinds) => {
	expect(readSettings(sourceOf({ events }), correctedBy().ids).kinds).toEqual(kinds);
});

it('a credential that was saved before a field was there has its default', () => {
	expect(readCredential({ apiKey: 'k' })).toMatchObject({
		allowPayments: true,
		environment: 'test',
		authorizationScheme: 'bearer',
		notificationSecret: '',
	});
});
