import { composeIBAN, isValidIBAN } from 'ibantools';
import type { Party } from '../bank/payment.mts';

// Invented: none of these bank codes is given out. The location code of the BICs ends in 0, which
// marks a test BIC.
const BANKS: Record<string, { code: string; rest: number; bic: string }> = {
	LT: { code: '99990', rest: 11, bic: 'EXMPLT20XXX' },
	DE: { code: '99999999', rest: 10, bic: 'EXMPDE20XXX' },
	PL: { code: '99999999', rest: 16, bic: 'EXMPPL20XXX' },
	NL: { code: 'EXMP', rest: 10, bic: 'EXMPNL20XXX' },
	GB: { code: 'EXMP999999', rest: 8, bic: 'EXMPGB20XXX' },
};

/** An invented IBAN with valid checksums, the same for the same number. */
export function inventedIban(country: string, number: number): string {
	const { code, rest } = bankIn(country);
	const iban = composeIBAN({
		countryCode: country,
		bban: code + String(number).padStart(rest, '0'),
	});
	if (iban === null || !isValidIBAN(iban)) throw new Error(`No invented IBAN ${country} ${number}`);
	return iban;
}

/** The invented BIC that goes with the invented IBANs of a country. */
export function inventedBic(country: string): string {
	return bankIn(country).bic;
}

/** Invented companies to pay and to be paid by. */
export const COMPANIES: Party[] = (
	[
		['Example Stationery UAB', 'LT'],
		['Sample Freight GmbH', 'DE'],
		['Placeholder Print Sp. z o.o.', 'PL'],
		['Demo Catering B.V.', 'NL'],
		['Example Cleaning UAB', 'LT'],
		['Sample Software GmbH', 'DE'],
		['Fictitious Flowers B.V.', 'NL'],
		['Placeholder Parts UAB', 'LT'],
	] as const
).map(([name, country], index) => ({
	name,
	country,
	accountNumber: inventedIban(country, 1001 + index),
	bic: inventedBic(country),
}));

function bankIn(country: string) {
	const bank = BANKS[country];
	if (!bank) throw new Error(`No invented bank in ${country}`);
	return bank;
}
