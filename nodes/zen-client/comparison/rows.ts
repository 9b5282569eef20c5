import type { Contract, PathName } from '../contract';
import type { JsonObject } from '../json';
import { NOTHING } from './compare';
import type { Findings } from './compare';

export type Verdict =
	| 'confirmed'
	| 'confirmed with corrections'
	| 'different'
	| 'not reachable'
	| `not probed${string}`;

/** One call of ZEN's manual, and what was seen of it. No value that ZEN told stands in it. */
export interface Row extends Findings {
	name: PathName;
	/** As ZEN's manual calls it. */
	page: string;
	/** Method and path as they are used. */
	call: string;
	verdict: Verdict;
	/** ZEN's HTTP status. */
	status?: number;
	/** What is different beside the fields, a sentence each. */
	others: string[];
	/** What was not shown, and is no difference. */
	notes: string[];
	/** What is suggested, as it would stand in Contract Corrections. */
	corrections: JsonObject;
}

/** The calls in the order of ZEN's manual; `reads` is what an answer has to tell to be compared. */
export const CALLS: Array<{ name: PathName; page: string; reads?: string }> = [
	{ name: 'accounts', page: 'Get the list of accounts', reads: 'account' },
	{ name: 'account', page: 'Get account details', reads: 'account' },
	{
		name: 'precalculation',
		page: 'Calculation of available channels, fees and payment limits',
		reads: 'channel',
	},
	{ name: 'purposeCodes', page: 'Get the list of purpose codes', reads: 'purpose code' },
	{ name: 'createPayment', page: 'Create a payment' },
	{ name: 'payment', page: 'Get payment details', reads: 'payment' },
	{ name: 'createDraft', page: 'Create a draft payment' },
	{ name: 'drafts', page: 'Get the draft list', reads: 'draft' },
	{ name: 'draft', page: 'Get payment draft details', reads: 'draft' },
	{ name: 'deleteDraft', page: 'Delete a saved payment draft' },
	{ name: 'history', page: 'Get payment history on account', reads: 'payment' },
	{ name: 'confirmation', page: 'Get payment confirmation', reads: 'settled payment' },
];

/** A row of which nothing is known yet. */
export function rowOf(name: PathName, { paths, deletion }: Contract): Row {
	const { page, reads } = CALLS.find((call) => call.name === name)!;
	const method = reads ? 'GET' : name === 'deleteDraft' ? deletion : 'POST';
	return {
		...NOTHING,
		name,
		page,
		call: `${method} ${paths[name]}`,
		verdict: reads ? `not probed: no ${reads} to read` : 'not probed because it writes',
		others: [],
		notes: [],
		corrections: {},
	};
}
