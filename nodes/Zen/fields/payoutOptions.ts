import type { INodeProperties } from 'n8n-workflow';
import type { Money } from '../../zen-client';
import type { ItemInput } from '../ItemInput';

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
			description: 'When the time is over the item goes on with the last status seen',
		},
		{
			displayName: 'Wait Before Sending Again (Seconds)',
			name: 'sendAgainSeconds',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 300,
			description: 'How long a payment may take to show in the history of the account',
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

const DEFAULT_WAIT_S = 60;
const DEFAULT_SEND_AGAIN_S = 300;
const MOST_AT_ONCE = 10;

export interface PayoutOptions {
	checkBalance: boolean;
	limits: { perPayment?: Money; perRun?: Money };
	atOnce: number;
	remember: boolean;
	sendAgainAfterMs?: number;
	/** 0 when the final status is not waited for. */
	waitMs: number;
}

/** @param currency of the payment, in which its limits are read */
export function readPayoutOptions(input: ItemInput, currency: string): PayoutOptions {
	const isOn = (name: string) => input.text(`options.${name}`) !== 'false';
	const ms = (name: string, fallback: number) =>
		1000 * (input.text(`options.${name}`) ? input.count(`options.${name}`, 1) : fallback);
	const limit = (name: string) =>
		input.text(`options.${name}`) ? input.amount(`options.${name}`, currency) : undefined;
	const atOnce = input.text('options.atOnce') ? input.count('options.atOnce', 1) : 1;
	return {
		checkBalance: isOn('checkBalance'),
		limits: { perPayment: limit('limitPerPayment'), perRun: limit('limitPerRun') },
		atOnce: Math.min(atOnce, MOST_AT_ONCE),
		remember: isOn('remember'),
		sendAgainAfterMs: input.flag('options.sendAgain')
			? ms('sendAgainSeconds', DEFAULT_SEND_AGAIN_S)
			: undefined,
		waitMs: input.flag('options.wait') ? ms('waitSeconds', DEFAULT_WAIT_S) : 0,
	};
}
