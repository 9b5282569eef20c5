import { electronicFormatIBAN, isValidBIC, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import type { INodeProperties } from 'n8n-workflow';
import type { ItemInput } from '../../zen-n8n/ItemInput';

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

/** @throws InputError for an IBAN, BIC or country that cannot be right */
export function readDestination(input: ItemInput): Destination {
	const accountNumber = readAccountNumber(input);
	const bic = input.text('receiverDetails.bic').replace(/\s/g, '').toUpperCase();
	if (bic && !isValidBIC(bic)) {
		throw input.error(
			'receiverDetails.bic',
			`holds "${bic}", which is no BIC. A BIC has 8 or 11 characters.`,
		);
	}
	const country = readCountry(input, 'receiverDetails.country');
	return { country: country || countryOf(accountNumber), accountNumber, bic };
}

/**
 * An ISO 3166 code of two letters; empty when nothing was filled in.
 *
 * @throws InputError
 */
export function readCountry(input: ItemInput, name: string): string {
	const country = input.text(name).toUpperCase();
	if (country === '' || /^[A-Z]{2}$/.test(country)) return country;
	throw input.error(name, `holds "${country}". Use a code of two letters such as LT.`);
}

function readAccountNumber(input: ItemInput): string {
	const text = electronicFormatIBAN(input.text('receiverAccountNumber')) ?? '';
	if (!looksLikeIban(text)) return text;
	const { valid, errorCodes } = validateIBAN(text);
	if (valid) return text;
	throw input.error('receiverAccountNumber', `holds "${text}". ${ibanProblem(errorCodes)}`);
}

function ibanProblem(codes: ValidationErrorsIBAN[]): string {
	if (codes.includes(ValidationErrorsIBAN.WrongBBANLength)) {
		return "It is not as long as this country's IBANs are: characters are missing or too many.";
	}
	if (codes.includes(ValidationErrorsIBAN.NoIBANCountry)) {
		return 'It begins with a country that has no IBANs.';
	}
	return 'Its check digits do not fit: a character was mistyped or swapped. Compare it with the invoice.';
}

/** The country of an IBAN; empty for anything else. */
export function countryOf(accountNumber: string): string {
	return looksLikeIban(accountNumber) ? accountNumber.slice(0, 2) : '';
}

function looksLikeIban(accountNumber: string): boolean {
	return /^[A-Z]{2}\d{2}/.test(accountNumber);
}
