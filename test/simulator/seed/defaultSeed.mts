import type { AccountSeed } from '../bank/Account.mts';
import { COMPANIES, inventedBic, inventedIban } from './companies.mts';
import { inventedHistory } from './history.mts';
import type { Seed } from './seed.mts';

/** The ids of the default seed's accounts. */
export const ACCOUNT = {
	main: '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c',
	payroll: '1c8b5d2f-6e30-4f7b-9d4c-a02e3f4b5c6d',
	zloty: '2d9c6e30-7f41-4a8c-8e5d-b13f405c6d7e',
	dollar: '3ead7f41-8052-4b9d-9f6e-c240516d7e8f',
} as const;

const HOLDER = 'Sample Trading UAB';

/**
 * An invented company with four accounts: 250 payments in the last 90 days on the main one, some on
 * the others, a draft, purpose codes, and a rule that rejects payments with "reject" in the title.
 *
 * @param now where the history ends; the same day gives the same history
 */
export function defaultSeed(now: Date): Seed {
	const supplier = COMPANIES[1];
	if (!supplier?.accountNumber) throw new Error('There is no invented supplier');
	return {
		accounts: accounts(),
		payments: [
			...history(ACCOUNT.main, 'EUR', 'SEPA', '0.20', 250, now, 1),
			...history(ACCOUNT.payroll, 'EUR', 'SEPA', '0.20', 12, now, 2),
			...history(ACCOUNT.zloty, 'PLN', 'ELIXIR', '0', 30, now, 3),
		],
		drafts: [
			{
				accountId: ACCOUNT.main,
				externalId: 'INV-5250',
				title: 'Invoice 5250',
				amount: { value: '318.40', currency: 'EUR' },
				chargeType: 'SHA',
				receiver: {
					name: supplier.name,
					country: supplier.country ?? undefined,
					accountNumber: supplier.accountNumber,
				},
			},
		],
		purposeCodes: [
			{ code: 'SUPP', description: 'Payment to a supplier' },
			{ code: 'SALA', description: 'Salary' },
			{ code: 'TAXS', description: 'Tax', currencies: ['EUR', 'PLN'] },
			{ code: 'GDDS', description: 'Purchase of goods', countries: ['AE', 'IN'] },
			{ code: 'SCVE', description: 'Purchase of services', countries: ['AE', 'IN'] },
			{ code: 'INTC', description: 'Within a group of companies', currencies: ['USD'] },
		],
		rejectRules: [{ title: 'reject', reason: 'The title asks for a rejection' }],
	};
}

function accounts(): AccountSeed[] {
	const base = { productName: 'Business account', holder: HOLDER };
	const kept = (country: string, number: number) => ({
		iban: inventedIban(country, number),
		bic: inventedBic(country),
		country,
	});
	return [
		{ ...base, ...kept('LT', 1), ...of(ACCOUNT.main, 'EUR', '125000.00'), alias: 'Main account' },
		{ ...base, ...kept('LT', 2), ...of(ACCOUNT.payroll, 'EUR', '48200.50'), alias: 'Payroll' },
		{
			...base,
			...kept('PL', 3),
			...of(ACCOUNT.zloty, 'PLN', '310450.10'),
			alias: null,
			balanceAs: 'number',
		},
		{
			...base,
			...kept('LT', 4),
			...of(ACCOUNT.dollar, 'USD', '9870.00'),
			alias: 'Dollars',
			numbersShown: false,
		},
	];
}

function of(accountId: string, currencyCode: string, balance: string) {
	return { accountId, currencyCode, balance };
}

function history(
	accountId: string,
	currency: string,
	channel: string,
	fee: string,
	count: number,
	until: Date,
	seed: number,
) {
	return inventedHistory({ accountId, currency, channel, fee, count, until, seed, days: 90 });
}
