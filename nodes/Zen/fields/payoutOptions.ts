import type { INodeProperties } from 'n8n-workflow';
import type { Money } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';

/** How careful a payout is. Read them with {@link readPayoutOptions}. */
export const payoutOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
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
				'The most that all payments of one run may come to together, counted for each currency by itself',
		},
		{
			displayName: 'Payments at Once',
			name: 'atOnce',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 10 },
			default: 1,
			description: 'How many payments may be under way together. The order of the output stays.',
		},
		{
			displayName: 'Remember Payments',
			name: 'remember',
			type: 'boolean',
			default: true,
			description:
				'Whether n8n remembers the External IDs that were sent, so that a retry or a second run does not pay again. Holds for this workflow and needs it to be saved.',
		},
		{
			displayName: 'Send Again After (Seconds)',
			name: 'sendAgainSeconds',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 300,
			description:
				'Used with Send Again When Not Found: how long a payment may take to show in the history of the account',
		},
		{
			displayName: 'Send Again When Not Found',
			name: 'sendAgain',
			type: 'boolean',
			default: false,
			description:
				'Whether a payment whose fate is unknown may be sent again when a complete look through the payments of the account, and a second one after a wait, did not find it. Otherwise it is reported as unresolved.',
		},
		{
			displayName: 'Wait at Most (Seconds)',
			name: 'waitSeconds',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description:
				'Used with Wait for Final Status: when the time is over the item goes on with the last status seen',
		},
		{
			displayName: 'Wait for Final Status',
			name: 'wait',
			type: 'boolean',
			default: false,
			description:
				'Whether to wait until the payment is settled or rejected, after all items were sent',
		},
	],
};

const FOR_DRAFTS = ['remember', 'sendAgain', 'sendAgainSeconds'];

/** Those that make sense for a draft, which takes no funds and waits for a person. */
export const draftOptions: INodeProperties = {
	...payoutOptions,
	options: payoutOptions.options!.filter(({ name }) => FOR_DRAFTS.includes(name)),
};

const DEFAULT_WAIT_S = 60;
const DEFAULT_SEND_AGAIN_S = 300;
const MOST_AT_ONCE = 10;

/** What keeps a payment or a draft from being sent twice. */
export interface OnceOptions {
	remember: boolean;
	/** Set when what was not found at ZEN may be sent again, after that many ms. */
	sendAgainAfterMs?: number;
}

export interface PayoutOptions extends OnceOptions {
	checkBalance: boolean;
	limits: { perPayment?: Money; perRun?: Money };
	atOnce: number;
	/** 0 when the final status is not waited for. */
	waitMs: number;
}

/**
 * Reads the options that drafts have too.
 *
 * @throws InputError for one that was added and does not say what it should, as the others do
 */
export function readOnceOptions(input: ItemInput): OnceOptions {
	const sendAgainAfterMs = readMs(input, 'sendAgainSeconds', DEFAULT_SEND_AGAIN_S);
	return {
		remember: isOn(input, 'remember', true),
		sendAgainAfterMs: isOn(input, 'sendAgain', false) ? sendAgainAfterMs : undefined,
	};
}

/** @param currency of the payment, in which its limits are read */
export function readPayoutOptions(input: ItemInput, currency: string): PayoutOptions {
	const limit = (option: string) =>
		input.ifAdded(`options.${option}`, (name) => input.amount(name, currency));
	const atOnce = input.ifAdded('options.atOnce', (name) => input.count(name, 1)) ?? 1;
	const waitMs = readMs(input, 'waitSeconds', DEFAULT_WAIT_S);
	return {
		...readOnceOptions(input),
		checkBalance: isOn(input, 'checkBalance', true),
		limits: { perPayment: limit('limitPerPayment'), perRun: limit('limitPerRun') },
		atOnce: Math.min(atOnce, MOST_AT_ONCE),
		waitMs: isOn(input, 'wait', false) ? waitMs : 0,
	};
}

function isOn(input: ItemInput, option: string, unlessAdded: boolean): boolean {
	return input.ifAdded(`options.${option}`, (name) => input.flag(name)) ?? unlessAdded;
}

function readMs(input: ItemInput, option: string, unlessAdded: number): number {
	const seconds = input.ifAdded(`options.${option}`, (name) => input.count(name, 1));
	return 1000 * (seconds ?? unlessAdded);
}
