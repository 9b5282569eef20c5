import { isCountry } from './iban';
import { saysNone } from './saysNone';

/**
 * Whether a text is a BIC by ISO 9362:2022: four letters or digits for the party, the country, two
 * letters or digits for the place, and perhaps three for the branch.
 *
 * @param bic in capital letters
 */
export function isBic(bic: string): boolean {
	const country = countryOf(bic);
	return country !== undefined && isCountry(country) && !saysNoBank(bic);
}

/**
 * Whether a text stands where there is no BIC. Some of these words have the form of one: NOTPROVIDED
 * would be a bank in Romania.
 *
 * @param bic in capital letters
 */
export function saysNoBank(bic: string): boolean {
	return saysNone(bic) || saysNone(bic.replace(/X{3}$/, ''));
}

/**
 * What is wrong with a BIC, in words that continue the field's label; `undefined` for a right one.
 *
 * @param bic in capital letters
 */
export function refusalOfBic(bic: string): string | undefined {
	if (isBic(bic)) return undefined;
	if (saysNoBank(bic)) {
		return `holds "${bic}", which says that there is none. Leave it out, or take the BIC from the invoice.`;
	}
	const country = countryOf(bic);
	return `holds "${bic}", which is no BIC. ${
		country
			? `Its fifth and sixth characters are its country, and ${country} is none.`
			: 'A BIC has 8 or 11 characters.'
	}`;
}

/** The country of what has the form of a BIC, if it is one. */
function countryOf(bic: string): string | undefined {
	// Before 2014 the party had letters only, and ibantools still asks for them.
	return /^[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.exec(bic)?.[1];
}
