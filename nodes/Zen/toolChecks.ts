import { InputError } from '../zen-client';
import type { Payout } from '../zen-payout';

const LEAST_LOOK_BACK_DAYS = 7;

/** What keeps payments safe, and could be switched off by whatever a language model fills in. */
const WEAKENED: Array<[field: string, by: (payout: Payout) => boolean]> = [
	['Memory', ({ remember }) => !remember],
	['Look at ZEN First', ({ lookBackDays }) => lookBackDays === undefined],
	['Look Back (Days)', ({ lookBackDays = Infinity }) => lookBackDays < LEAST_LOOK_BACK_DAYS],
	['Send Again When Not Found', ({ sendAgainAfterMs }) => sendAgainAfterMs !== undefined],
	['Send Rejected Again', ({ sendRejectedAgain }) => sendRejectedAgain],
	['Account Currency Must Match', ({ mayConvert = false }) => mayConvert],
	['Check Available Balance', ({ kind, checkBalance }) => kind === 'payment' && !checkBalance],
	['Not the Same As', ({ notSameAs = [] }) => notSameAs.length > 0],
	['Body Fields (JSON)', ({ order }) => order.extra !== undefined],
];

/**
 * As the tool of a language model the node keeps every safe value: the model may have chosen another one.
 *
 * @returns what is wrong with single payments, by their place
 */
export function checkForTool(payouts: Payout[]): Map<number, Error> {
	const wrong = new Map<number, Error>();
	for (const [place, payout] of payouts.entries()) {
		const weakened = WEAKENED.find(([, by]) => by(payout));
		if (!weakened) continue;
		wrong.set(
			place,
			new InputError(
				weakened[0],
				'cannot be changed where a language model has this node as its tool. Give the model a workflow as its tool, in which this node stands.',
			),
		);
	}
	return wrong;
}
