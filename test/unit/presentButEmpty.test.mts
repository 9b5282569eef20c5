import set from 'lodash/set';
import type { INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { periodFields, readPeriod } from '../../nodes/Zen/fields/period';
import {
	draftOptions,
	payoutOptions,
	readDraftOptions,
	readPace,
	readPayoutOptions,
} from '../../nodes/Zen/fields/payoutOptions';
import { memoryField } from '../../nodes/Zen/fields/memory';
import { readRules } from '../../nodes/Zen/rules';
import { paymentFields, readPayment } from '../../nodes/Zen/fields/paymentBody';
import { InputError, readCredential } from '../../nodes/zen-client';
import { readFilter } from '../../nodes/zen-events/filter';
import { fields as pollFields } from '../../nodes/ZenPollTrigger/fields';
import { fields as triggerFields } from '../../nodes/ZenTrigger/fields';
import { readSettings } from '../../nodes/ZenTrigger/settings';
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

interface Form {
	fields: INodeProperties[];
	/** What is filled in besides. */
	filled: object;
	read(parameters: object): unknown;
}

const IBAN = 'LT121000011101001000';
const PAYMENT = {
	accountId: '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c',
	externalId: 'INV-7',
	amount: '10.50',
	currency: 'EUR',
	title: 'Invoice 7',
	receiverName: 'Example',
	receiverAccountNumber: IBAN,
	memory: 'n8n',
};
const input = (parameters: object, fields: INodeProperties[]) => holding(parameters, fields);

const FORMS: Record<string, Form> = {
	'the credential': {
		fields: new ZenApi().properties,
		filled: {},
		read: (parameters) => {
			const credential = readCredential(parameters);
			readRules(credential);
			return credential;
		},
	},
	'the trigger': {
		fields: triggerFields,
		filled: { events: ['settled'] },
		read: (parameters) => readSettings(sourceOf(parameters)),
	},
	'the polling trigger': {
		fields: pollFields,
		filled: {},
		read: (parameters) => {
			const one = input(parameters, pollFields);
			return [
				readFilter(one),
				one.flag('simplify', true),
				one.ifAdded('options.overlapDays', (name) => one.count(name, 1)) ?? 3,
			];
		},
	},
	'a payment': {
		fields: [...paymentFields, memoryField, payoutOptions],
		filled: PAYMENT,
		read: (parameters) => {
			const one = input(parameters, [...paymentFields, memoryField, payoutOptions]);
			return [readPayment(one), readPayoutOptions(one, 'EUR'), readPace(one)];
		},
	},
	'a draft': {
		fields: [memoryField, draftOptions],
		filled: PAYMENT,
		read: (parameters) => readDraftOptions(input(parameters, [memoryField, draftOptions])),
	},
	'a period': {
		fields: [periodFields],
		filled: {},
		read: (parameters) => readPeriod(input(parameters, [periodFields])),
	},
	'a period of its own': {
		fields: periodFields.options as INodeProperties[],
		filled: {},
		read: (parameters) =>
			readPeriod(input(parameters, periodFields.options as INodeProperties[]), ''),
	},
};

function sourceOf(parameters: object) {
	const held: Record<string, unknown> = { ...parameters };
	return {
		getNodeParameter: (name: string, unless?: unknown) => {
			const [collection = '', field] = name.split('.');
			if (!Object.hasOwn(held, collection)) return unless;
			if (field === undefined) return held[collection];
			const group = held[collection] as Record<string, unknown>;
			return Object.hasOwn(group, field) ? group[field] : unless;
		},
		getTimezone: () => 'UTC',
	};
}

/** Each field that can be filled in, those within collections too. */
function namesIn(fields: INodeProperties[], place = ''): Array<[string, INodeProperties]> {
	return fields.flatMap((field): Array<[string, INodeProperties]> => {
		if (field.type === 'notice') return [];
		const name = `${place}${field.name}`;
		if (field.type !== 'collection') return [[name, field]];
		return namesIn(field.options as INodeProperties[], `${name}.`);
	});
}

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
	expect(readFilter(input({ filters: { direction } }, pollFields))).toMatchObject({
		direction: read,
	});
});

it.each([
	[['SETTLED'], ['settled']],
	['in_progress', ['inProgress']],
])('the trigger reads %j', (events, kinds) => {
	expect(readSettings(sourceOf({ events })).kinds).toEqual(kinds);
});

it('a credential that was saved before a field was there has its default', () => {
	expect(readCredential({ apiKey: 'k' })).toMatchObject({
		allowPayments: true,
		environment: 'test',
		authorizationScheme: 'bearer',
		notificationSecret: '',
	});
});
