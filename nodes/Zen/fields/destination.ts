import type { INodeProperties } from 'n8n-workflow';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { LONGEST } from '../../zen-client';
import { readAccountNumber } from './accountNumber';
import { refusalOfBic } from './bic';
import { receiverDetail } from './receiverDetail';

export const accountNumberField: INodeProperties = {
	displayName: 'Receiver Account Number',
	name: 'receiverAccountNumber',
	type: 'string',
	default: '',
	placeholder: 'e.g. LT12 1000 0111 0100 1000',
	description: 'An IBAN, whose check digits are verified, or the local number of an account',
};

export const bicField: INodeProperties = {
	displayName: 'BIC',
	name: 'bic',
	type: 'string',
	default: '',
	placeholder: 'e.g. EXAMLT2X',
	description: 'Needed where the account number is no IBAN, and by some banks',
};

export const countryField: INodeProperties = {
	displayName: 'Country',
	name: 'country',
	type: 'string',
	default: '',
	placeholder: 'e.g. LT',
	description: 'The ISO 3166 code of two letters. Taken from the IBAN when left empty.',
};

/** To which account money goes. Read them with {@link readDestination}. */
export const destinationFields: INodeProperties[] = [
	{ ...accountNumberField, placeholder: 'Optional, e.g. LT12 1000 0111 0100 1000' },
	{
		displayName: 'Receiver Details',
		name: 'receiverDetails',
		type: 'collection',
		placeholder: 'Add Detail',
		default: {},
		options: [bicField, countryField],
	},
];

/** Each is empty when it was not given. */
export interface Destination {
	country: string;
	accountNumber: string;
	bic: string;
}

/**
 * Where money goes, as far as it was filled in.
 *
 * @throws InputError for an IBAN, BIC or country that cannot be right
 */
export function readDestination(input: ItemInput): Destination {
	const name = 'receiverAccountNumber';
	if (input.text(name, LONGEST.value) !== '') return readFullDestination(input);
	return { accountNumber: '', ...readBank(input) };
}

/**
 * As {@link readDestination}, with an account number in any case.
 *
 * @throws InputError
 */
export function readFullDestination(input: ItemInput): Destination {
	const name = 'receiverAccountNumber';
	const number = readAccountNumber(input.payingText(name, 'reference', LONGEST.value));
	if ('refusal' in number) throw input.error(name, number.refusal);
	const { bic, country } = readBank(input);
	if (country && number.country && country !== number.country) {
		throw input.error(
			'receiverDetails.country',
			`is ${country}, but the account number is an IBAN of ${number.country}. Take Country out, or correct one of the two.`,
		);
	}
	return { accountNumber: number.accountNumber, country: country || number.country, bic };
}

function readBank(input: ItemInput): Pick<Destination, 'bic' | 'country'> {
	const bic = receiverDetail(input, 'bic').replace(/\s/g, '').toUpperCase();
	const refusal = bic && refusalOfBic(bic);
	if (refusal) throw input.error('receiverDetails.bic', refusal);
	const country = receiverDetail(input, 'country');
	return { bic, country: countryIn(input, 'receiverDetails.country', country) };
}

/**
 * An ISO 3166 code of two letters; empty when nothing was filled in.
 *
 * @throws InputError
 */
export function readCountry(input: ItemInput, name: string): string {
	return countryIn(input, name, input.text(name, LONGEST.value));
}

function countryIn(input: ItemInput, name: string, text: string): string {
	const country = text.toUpperCase();
	if (country === '' || /^[A-Z]{2}$/.test(country)) return country;
	throw input.error(name, `holds "${country}". Use a code of two letters such as LT.`);
}
