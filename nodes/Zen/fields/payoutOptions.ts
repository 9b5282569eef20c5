import type { INodeProperties } from 'n8n-workflow';
import type { PayoutOptions } from '../../zen-payout';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { bodyFieldsField } from './bodyFields';
import { readMemory } from './memory';
import { notSameAsField, readNotSameAs } from './notSameAs';

// Long enough for an attempt to end and to show in ZEN's list, see `KnownPayouts`.
const LEAST_SEND_AGAIN_S = 180;
const MOST_SEND_AGAIN_S = 3_600;
const MOST_LOOK_BACK_DAYS = 60;

// In the order of sense, a switch before what depends on it.
const OPTIONS: INodeProperties[] = [
	{
		displayName: 'Check Only',
		name: 'checkOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to send nothing: the whole batch is read and checked, and each item says what it would cost and leave in the account. One setting for all items of a run. In a loop each round is checked by itself: limits and balances do not count the rounds before.',
	},
	{
		displayName: 'Account Currency Must Match',
		name: 'currencyMustMatch',
		type: 'boolean',
		default: true,
		description:
			"Whether to send nothing from an account of another currency than the payment's. That ZEN asks for it is assumed; it may convert. Limits are counted in the payment's currency. Used without Check Available Balance, since two currencies cannot be compared.",
	},
	{
		displayName: 'Check Available Balance',
		name: 'checkBalance',
		type: 'boolean',
		default: true,
		description:
			'Whether to send nothing that the available balance of the account does not cover. Fees are not counted.',
	},
	{
		displayName: 'Limit per Payment',
		name: 'limitPerPayment',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5000.00',
		description: "The most that a single payment may be, in the payment's currency",
	},
	{
		displayName: 'Limit per Run',
		name: 'limitPerRun',
		type: 'string',
		default: '',
		placeholder: 'e.g. 20000.00',
		description:
			'The most that all payments of this node may come to together within one execution, loops and waits included, counted for each currency by itself',
	},
	{
		displayName: 'Look at ZEN First',
		name: 'lookFirst',
		type: 'boolean',
		default: true,
		description:
			"Whether to look through the account's newest payments and drafts at ZEN before something is sent for the first time. What is there under the same External ID is not sent, nor what looks the same where ZEN tells no External ID.",
	},
	{
		displayName: 'Look Back (Days)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: MOST_LOOK_BACK_DAYS },
		default: 7,
		displayOptions: { hide: { lookFirst: [false] } },
		description: 'How far back Look at ZEN First looks',
	},
	{
		...notSameAsField,
		description:
			'The ID of a payment or draft at ZEN that this one was taken for, once you have seen that it is another one. It is meant for one item: run that item by itself, or keep the ID with its data and take it from there. One that ZEN lists under the same External ID, with the same sum and receiver, stays the same payment.',
	},
	{
		displayName: 'Send Again When Not Found',
		name: 'sendAgain',
		type: 'boolean',
		default: false,
		description:
			'Whether a payment whose fate is unknown may be sent again when a complete look through the payments of the account, and a second one after a wait, held nothing that could be it. Otherwise it is reported as unresolved.',
	},
	{
		displayName: 'Send Again After (Seconds)',
		name: 'sendAgainSeconds',
		type: 'number',
		typeOptions: { minValue: LEAST_SEND_AGAIN_S, maxValue: MOST_SEND_AGAIN_S },
		default: 300,
		displayOptions: { show: { sendAgain: [true] } },
		description:
			'How long after the attempt, which itself can take two minutes, a payment may take to show in the list of the account',
	},
	{
		displayName: 'Send Rejected Again',
		name: 'sendRejectedAgain',
		type: 'boolean',
		default: false,
		description:
			'Whether a payment that ZEN has rejected may go out once more under the same External ID, also corrected where ZEN tells External IDs. Only what the memory knows, and only when every attempt is seen as rejected at ZEN.',
	},
	{
		displayName: 'Wait for Final Status',
		name: 'wait',
		type: 'boolean',
		default: false,
		description:
			'Whether to wait until the payment is settled or rejected, after all items were sent',
	},
	{
		displayName: 'Wait at Most (Seconds)',
		name: 'waitSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		displayOptions: { show: { wait: [true] } },
		description: 'When the time is over the item goes on with the last status seen',
	},
	{
		displayName: 'Payments at Once',
		name: 'atOnce',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 1,
		description: 'How many payments may be under way together. The order of the output stays.',
	},
	bodyFieldsField,
];

/** How careful a payout is, beside its memory. Read them with {@link readPayoutOptions}. */
export const payoutOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: OPTIONS,
};

const FOR_DRAFTS = [
	...['checkOnly', 'currencyMustMatch', 'lookFirst', 'lookBackDays', 'notSameAs', 'sendAgain'],
	...['sendAgainSeconds', 'bodyFields'],
];

/** Those that make sense for a draft, which takes no funds and waits for a person. */
export const draftOptions: INodeProperties = {
	...payoutOptions,
	options: OPTIONS.filter(({ name }) => FOR_DRAFTS.includes(name)),
};

const DEFAULT_WAIT_S = 60;
const DEFAULT_SEND_AGAIN_S = 300;
const DEFAULT_LOOK_BACK_DAYS = 7;
const MOST_AT_ONCE = 10;

/**
 * Reads how a payment is kept from going wrong.
 *
 * @param currency of the payment, in which its limits are read
 * @throws InputError for one that was added and does not say what it should, as the others do
 */
export function readPayoutOptions(input: ItemInput, currency: string): PayoutOptions {
	const limit = (option: string) =>
		input.ifAdded(`options.${option}`, (name) => input.amount(name, currency));
	return {
		...readOnceOptions(input),
		sendRejectedAgain: isOn(input, 'sendRejectedAgain', false),
		checkBalance: isOn(input, 'checkBalance', true),
		limits: { perPayment: limit('limitPerPayment'), perRun: limit('limitPerRun') },
	};
}

/** As {@link readPayoutOptions}, for a draft. */
export function readDraftOptions(input: ItemInput): PayoutOptions {
	return { ...readOnceOptions(input), sendRejectedAgain: false, checkBalance: false, limits: {} };
}

/** How fast a batch is sent, and whether its end is waited for. */
export interface Pace {
	atOnce: number;
	/** 0 when the final status is not waited for. */
	waitMs: number;
}

/** @throws InputError as {@link readPayoutOptions} does */
export function readPace(input: ItemInput): Pace {
	const atOnce = input.ifAdded('options.atOnce', (name) => input.count(name, 1)) ?? 1;
	const waitSeconds = number(input, 'waitSeconds', DEFAULT_WAIT_S);
	return {
		atOnce: Math.min(atOnce, MOST_AT_ONCE),
		waitMs: isOn(input, 'wait', false) ? 1000 * waitSeconds : 0,
	};
}

/** Whether all is to be done but sending. @throws InputError as {@link readPayoutOptions} does */
export function readCheckOnly(input: ItemInput): boolean {
	return isOn(input, 'checkOnly', false);
}

function readOnceOptions(input: ItemInput) {
	const lookBackDays = number(input, 'lookBackDays', DEFAULT_LOOK_BACK_DAYS, MOST_LOOK_BACK_DAYS);
	const seconds = number(input, 'sendAgainSeconds', DEFAULT_SEND_AGAIN_S, MOST_SEND_AGAIN_S);
	return {
		remember: readMemory(input) !== 'off',
		mayConvert: !isOn(input, 'currencyMustMatch', true),
		lookBackDays: isOn(input, 'lookFirst', true) ? lookBackDays : undefined,
		notSameAs: readNotSameAs(input),
		sendAgainAfterMs: isOn(input, 'sendAgain', false) ? 1000 * seconds : undefined,
	};
}

function isOn(input: ItemInput, option: string, unlessAdded: boolean): boolean {
	return input.ifAdded(`options.${option}`, (name) => input.flag(name)) ?? unlessAdded;
}

function number(
	input: ItemInput,
	option: string,
	unlessAdded: number,
	most = Number.MAX_SAFE_INTEGER,
): number {
	const read = (name: string) => {
		const count = input.count(name, 1);
		if (count > most) throw input.error(name, `holds ${count}. At most ${most} can be had.`);
		return count;
	};
	return input.ifAdded(`options.${option}`, read) ?? unlessAdded;
}
