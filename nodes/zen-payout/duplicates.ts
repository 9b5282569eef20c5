import { InputError } from '../zen-client';
import type { Payout } from './Payout';

/**
 * The second and later payments of a batch that carry a reference which stands in it already.
 *
 * @param before those of the batch that were looked at before
 */
export function findDuplicates(
	payouts: Payout[],
	before: Iterable<Payout> = [],
): Map<number, Error> {
	const first = new Map<string, Payout>();
	for (const payout of before) first.set(payout.key, payout);
	const found = new Map<number, Error>();
	payouts.forEach((payout, place) => {
		const earlier = first.get(payout.key);
		if (earlier) found.set(place, duplicate(payout, earlier));
		else first.set(payout.key, payout);
	});
	return found;
}

function duplicate({ order, fingerprint }: Payout, earlier: Payout): InputError {
	const isSame = fingerprint === earlier.fingerprint;
	const typed = earlier.order.externalId;
	const written = typed === order.externalId ? '' : ` (there written "${typed}")`;
	return new InputError(
		'External ID',
		isSame
			? `"${order.externalId}" stands in this batch more than once${written}. The same reference means the same payment, which is sent once; if these are two, give each its own.`
			: `"${order.externalId}" stands in this batch more than once${written}, for different payments. The one here was not sent. Give each payment its own, such as supplier and invoice number.`,
	);
}
