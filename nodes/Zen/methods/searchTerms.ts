import type { INodeListSearchResult } from 'n8n-workflow';
import { InputError } from '../../zen-client';
import type { Offer } from '../../zen-client';
import { Form } from './Form';
import type { Question } from '../../zen-n8n/search';

/** The channels that ZEN offers for the payment in the form. */
export async function searchChannels(question: Question): Promise<INodeListSearchResult> {
	const offers = await offersFor(question);
	return choices(question, offers, 'channel');
}

/** The charge types for the payment in the form; of the channel, once one is chosen. */
export async function searchChargeTypes(question: Question): Promise<INodeListSearchResult> {
	const offers = await offersFor(question);
	const channel = new Form(question.context).text('channel');
	const fitting = offers.filter((offer) => !channel || offer.channel === channel);
	return choices(question, fitting, 'chargeType');
}

async function offersFor({ zen, context }: Question): Promise<Offer[]> {
	const { offers } = await zen.terms.precalculation(await new Form(context).terms(zen));
	if (offers) return offers;
	throw new InputError(
		'This list',
		'cannot be filled: the answer of ZEN does not have the shape that is assumed. Look at it with Payment → Calculate Fees and Channels, Simplify off, and give the value By Value.',
	);
}

/** One choice for each distinct value. Not its fee: n8n keeps the name in the workflow, and fees change. */
function choices(
	{ matches }: Question,
	offers: Offer[],
	of: 'channel' | 'chargeType',
): INodeListSearchResult {
	const values = [...new Set(offers.flatMap((offer) => offer[of] ?? []))];
	return {
		results: values.map((value) => ({ name: value, value })).filter(({ name }) => matches(name)),
	};
}
