import { InputError, MoneyError, only, parseAmount } from '../zen-client';
import type { Money, ZenCredential } from '../zen-client';
import type { AllowedReceiver, PaymentRules } from '../zen-payout';
import { readAccountNumber } from './fields/accountNumber';
import { isBic } from './fields/bic';
import { lengthIn } from './fields/iban';

const RECEIVERS = 'Allowed Receivers';

/**
 * What the owner of a credential has set for all that is sent with it.
 *
 * @throws InputError for what cannot be read: a rule that is skipped would let through what it forbids
 */
export function readRules({
	allowedReceivers = '',
	limitPerPayment = '',
	limitPerDay = '',
}: Pick<ZenCredential, 'allowedReceivers' | 'limitPerPayment' | 'limitPerDay'>): PaymentRules {
	return {
		receivers: entriesOf(RECEIVERS, allowedReceivers).map(readReceiver),
		perPayment: readLimits('Limit per Payment', limitPerPayment),
		perDay: readLimits('Limit per Day', limitPerDay),
	};
}

function readReceiver(entry: string): AllowedReceiver {
	if (/^[a-z]{2}$/i.test(entry)) return { country: readCountry(entry.toUpperCase()) };
	const [number = '', bank, ...more] = entry.split('@').map((part) => part.trim());
	const read = readAccountNumber(number);
	if ('refusal' in read) throw wrong(RECEIVERS, read.refusal);
	const isIban = read.country !== '';
	if (more.length > 0 || (isIban ? bank !== undefined : !bank)) {
		throw wrong(
			RECEIVERS,
			`hold "${entry}". Write an IBAN, a country of two letters, or a local number with the BIC of its bank, such as 12345678@EXAMGB2L.`,
		);
	}
	return {
		accountNumber: read.accountNumber,
		...(bank && { bic: readBank(bank) }),
	};
}

function readCountry(country: string): string {
	if (typeof lengthIn(country) === 'number') return country;
	throw wrong(
		RECEIVERS,
		`hold ${country}, where no IBAN tells the country. Name the accounts there one by one.`,
	);
}

function readBank(text: string): string {
	const bic = text.replace(/\s/g, '').toUpperCase();
	if (isBic(bic)) return bic;
	throw wrong(RECEIVERS, `hold "${text}", which is no BIC. A BIC has 8 or 11 characters.`);
}

function readLimits(field: string, text: string): Map<string, Money> {
	const limits = new Map<string, Money>();
	for (const entry of entriesOf(field, text)) {
		const [, value = '', currency = ''] = /^(\S+)\s+([a-z]{3})$/i.exec(entry) ?? [];
		const limit = readLimit(field, entry, value, currency.toUpperCase());
		if (limits.has(limit.currency)) {
			throw wrong(field, `names two limits for ${limit.currency}. Leave one.`);
		}
		limits.set(limit.currency, limit);
	}
	return limits;
}

function readLimit(field: string, entry: string, value: string, currency: string): Money {
	try {
		return parseAmount(value, currency);
	} catch (error) {
		only(MoneyError, error);
		throw wrong(field, `holds "${entry}". Write an amount and its currency, such as 5000.00 EUR.`);
	}
}

/** What stands between commas, semicolons and line breaks. Filled in, it has to hold something. */
function entriesOf(field: string, text: string): string[] {
	const entries = text
		.split(/[,;\n]/)
		.map((entry) => entry.trim())
		.filter(Boolean);
	if (entries.length === 0 && text !== '') throw wrong(field, 'holds nothing but commas.');
	return entries;
}

function wrong(field: string, problem: string): InputError {
	return new InputError(field, `of the ZEN API credential ${problem}`);
}
