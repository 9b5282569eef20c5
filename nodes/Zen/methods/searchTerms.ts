import type { INodeListSearchResult } from 'n8n-workflow';
import { InputError } from '../../zen-client';
import type { Offer } from '../../zen-client';
import { Form } from './Form';
import type { Question } from '../../zen-n8n/search';

/** The channels that ZEN offers for the payment in the form, with what each costs. */
export async function searchChannels(question: Question): Promise<INodeListSearchResult> {
	const offers = await offersFor(question);
	return choices(question, offers, 'channel', ({ chargeType }) => chargeType);
}

/** The charge types for the payment in the form, with their fees; of the channel, once one is chosen. */
export async function searchChargeTypes(question: Question): Promise<INodeListSearchResult> {
	const offers = await offersFor(question);
	const channel = new Form(question.context).text('channel');
	const fitting = offers.filter((offer) => !channel || offer.channel === channel);
	return choices(question, fitting, 'chargeType', (offer) => (channel ? null : offer.channel));
}

async function offersFor({ zen, context }: Question): Promise<Offer[]> {
	const { offers } = await zen.terms.precalculation(new Form(context).terms(zen.ids));
	if (offers) return offers;
	throw new InputError(
		'This list',
		'cannot be filled: the answer of ZEN does not have the shape that is assumed. Look at it with Payment → Calculate Fees and Channels, Simplify off, and give the value By Value.',
	);
}

/** One choice for each distinct value, with the fee of each way it can be had. */
function choices(
	{ matches }: Question,
	offers: Offer[],
	of: 'channel' | 'chargeType',
	way: (offer: Offer) => string | null,
): INodeListSearchResult {
	const values = new Set(offers.flatMap((offer) => offer[of] ?? []));
	const results = [...values].map((value) => {
		const fees = offers
			.filter((offer) => offer[of] === value)
			.map((offer) => fee(offer, way(offer)));
		return { name: `${value} — ${fees.join(', ')}`, value };
	});
	return { results: results.filter(({ name }) => matches(name)) };
}

function fee(offer: Offer, way: string | null): string {
	const amount = offer.fee === null ? 'fee not known' : `${offer.fee} ${offer.feeCurrency ?? ''}`;
	return `${amount.trim()}${way ? ` (${way})` : ''}`;
}
