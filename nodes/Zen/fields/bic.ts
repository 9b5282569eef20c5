import { isCountry } from './iban';

/**
 * Whether a text is a BIC by ISO 9362:2022: four letters or digits for the party, the country, two
 * letters or digits for the place, and perhaps three for the branch.
 *
 * @param bic in capital letters
 */
export function isBic(bic: string): boolean {
	// Before 2014 the party had letters only, and ibantools still asks for them.
	const [, country] = /^[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.exec(bic) ?? [];
	return country !== undefined && isCountry(country);
}
