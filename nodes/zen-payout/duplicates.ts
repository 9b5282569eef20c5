import { InputError } from '../zen-client';

/** The second and later payments of a batch that carry a reference which stands in it already. */
export function findDuplicates(payments: Array<{ externalId: string }>): Map<number, Error> {
	const seen = new Set<string>();
	const found = new Map<number, Error>();
	payments.forEach(({ externalId }, place) => {
		if (seen.has(externalId)) found.set(place, duplicate(externalId));
		seen.add(externalId);
	});
	return found;
}

function duplicate(externalId: string): InputError {
	return new InputError(
		'External ID',
		`"${externalId}" stands in this batch more than once. The same reference means the same payment; if these are two, give each its own.`,
	);
}
