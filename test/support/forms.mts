import type { INodeProperties } from 'n8n-workflow';
import { ZenApi } from '../../credentials/ZenApi.credentials';
import { memoryField } from '../../nodes/Zen/fields/memory';
import { paymentFields, readPayment } from '../../nodes/Zen/fields/paymentBody';
import {
	draftOptions,
	payoutOptions,
	readCheckOnly,
	readDraftOptions,
	readPace,
	readPayoutOptions,
} from '../../nodes/Zen/fields/payoutOptions';
import { paymentFilters, readPaymentFilter } from '../../nodes/Zen/fields/paymentFilters';
import { periodFilters, readPeriod } from '../../nodes/Zen/fields/period';
import { readRules } from '../../nodes/Zen/rules';
import { correctedBy, readCredential } from '../../nodes/zen-client';
import { readFilter } from '../../nodes/zen-events/filter';
import { fields as pollFields } from '../../nodes/ZenPollTrigger/fields';
import { fields as triggerFields } from '../../nodes/ZenTrigger/fields';
import { readSettings } from '../../nodes/ZenTrigger/settings';
import { holding } from './input.mts';

/** A form that a person fills in, and what reads it. */
export interface Form {
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

export const FORMS: Record<string, Form> = {
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
		read: (parameters) => readSettings(sourceOf(parameters), correctedBy().ids),
	},
	'the polling trigger': {
		fields: pollFields,
		filled: {},
		read: (parameters) => {
			const one = holding(parameters, pollFields);
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
			const one = holding(parameters, [...paymentFields, memoryField, payoutOptions]);
			const options = readPayoutOptions(one, 'EUR');
			return [readPayment(one), options, readPace(one), readCheckOnly(one)];
		},
	},
	'a draft': {
		fields: [...paymentFields, memoryField, draftOptions],
		filled: PAYMENT,
		read: (parameters) => {
			const one = holding(parameters, [...paymentFields, memoryField, draftOptions]);
			return [readPayment(one), readDraftOptions(one), readCheckOnly(one)];
		},
	},
	'the filters for payments': {
		fields: [paymentFilters],
		filled: {},
		read: (parameters) => {
			const one = holding(parameters, [paymentFilters]);
			return [readPeriod(one), readPaymentFilter(one)];
		},
	},
	'a period of its own': {
		fields: periodFilters,
		filled: {},
		read: (parameters) => readPeriod(holding(parameters, periodFilters), ''),
	},
};

/** A trigger whose fields hold what n8n has worked out already. */
export function sourceOf(parameters: object) {
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
export function namesIn(fields: INodeProperties[], place = ''): Array<[string, INodeProperties]> {
	return fields.flatMap((field): Array<[string, INodeProperties]> => {
		if (field.type === 'notice') return [];
		const name = `${place}${field.name}`;
		if (field.type !== 'collection') return [[name, field]];
		return namesIn(field.options as INodeProperties[], `${name}.`);
	});
}
