import { electronicFormatIBAN, isValidBIC, validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import type { INodeProperties } from 'n8n-workflow';
import type { JsonObject } from '../../zen-client';
import type { ItemInput } from '../ItemInput';

/** Who is paid. Read them with {@link readReceiver}. */
export const receiverFields: INodeProperties[] = [
	{
		displayName: 'Receiver Name',
		name: 'receiverName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Example Supplies Ltd',
		description: 'The holder of the account that is paid',
	},
	{
		displayName: 'Receiver Account Number',
		name: 'receiverAccountNumber',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. LT12 1000 0111 0100 1000',
		description: 'An IBAN, whose check digits are verified, or the local number of an account',
	},
	{
		displayName: 'Receiver Details',
		name: 'receiverDetails',
		type: 'collection',
		placeholder: 'Add Detail',
		default: {},
		options: [
			{
				displayName: 'BIC',
				name: 'bic',
				type: 'string',
				default: '',
				placeholder: 'e.g. EXAMLT2X',
				description: 'Needed where the account number is no IBAN, and by some banks',
			},
			{
				displayName: 'City',
				name: 'city',
				type: 'string',
				default: '',
			},
			{
				displayName: 'Country',
				name: 'country',
				type: 'string',
				default: '',
				placeholder: 'e.g. LT',
				description: 'The ISO 3166 code of two letters. Taken from the IBAN when left empty.',
			},
			{
				displayName: 'Postcode',
				name: 'postcode',
				type: 'string',
				default: '',
			},
			{
				displayName: 'Street',
				name: 'line1',
				type: 'string',
				default: '',
			},
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: [
					{ name: 'Company', value: 'COMPANY' },
					{ name: 'Individual', value: 'INDIVIDUAL' },
				],
				default: 'COMPANY',
				description: 'Whether a company or a person is paid. These two values are assumed.',
			},
		],
	},
];

/**
 * The receiver as it goes into a request body. Evidence: assumed, with names reused from the parties
 * of observed payments.
 *
 * @throws InputError for an IBAN or BIC that cannot be right
 */
export function readReceiver(input: ItemInput): JsonObject {
	const accountNumber = readAccountNumber(input);
	const bic = input.text('receiverDetails.bic').replace(/\s/g, '').toUpperCase();
	if (bic && !isValidBIC(bic)) {
		throw input.error(
			'receiverDetails.bic',
			`holds "${bic}", which is no BIC. A BIC has 8 or 11 characters.`,
		);
	}
	const country = readCountry(input, accountNumber);
	const address = filled({
		line1: input.text('receiverDetails.line1'),
		city: input.text('receiverDetails.city'),
		postcode: input.text('receiverDetails.postcode'),
	});
	return {
		...filled({
			name: input.requiredText('receiverName'),
			type: input.text('receiverDetails.type'),
			country,
			accountNumber,
			bic,
		}),
		...(Object.keys(address).length > 0 ? { address } : {}),
	};
}

function readAccountNumber(input: ItemInput): string {
	const text = electronicFormatIBAN(input.requiredText('receiverAccountNumber')) ?? '';
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

function readCountry(input: ItemInput, accountNumber: string): string {
	const country = input.text('receiverDetails.country').toUpperCase();
	if (!country) return looksLikeIban(accountNumber) ? accountNumber.slice(0, 2) : '';
	if (/^[A-Z]{2}$/.test(country)) return country;
	throw input.error(
		'receiverDetails.country',
		`holds "${country}". Use a code of two letters such as LT.`,
	);
}

function looksLikeIban(accountNumber: string): boolean {
	return /^[A-Z]{2}\d{2}/.test(accountNumber);
}

function filled(texts: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''));
}
