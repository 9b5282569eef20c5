import { isSEPACountry } from 'ibantools';
import type { Fee } from './payment.mts';
import { type Money, toMinor, toMoney } from './money.mts';

type ChargeType = 'SHA' | 'OUR';

export interface Channel {
	channel: string;
	chargeTypes: Array<{ chargeType: ChargeType; fees: Fee[] }>;
	limits: { min: Money; max: Money };
}

interface Tariff {
	channel: string;
	fees: Partial<Record<ChargeType, string>>;
	max: string;
}

// Invented prices. Those of SWIFT are whole units, since it carries currencies without decimals.
const INTERNAL: Tariff = { channel: 'INTERNAL', fees: { SHA: '0' }, max: '10000000' };
const SEPA: Tariff = { channel: 'SEPA', fees: { SHA: '0.20' }, max: '1000000' };
const SEPA_INSTANT: Tariff = { channel: 'SEPA_INSTANT', fees: { SHA: '0.50' }, max: '100000' };
const ELIXIR: Tariff = { channel: 'ELIXIR', fees: { SHA: '0' }, max: '1000000' };
const SWIFT: Tariff = { channel: 'SWIFT', fees: { SHA: '5', OUR: '15' }, max: '1000000' };

export interface Destination {
	currency: string;
	/** ISO 3166-1 alpha-2. */
	country: string;
	/** Whether the payee's account is kept by this bank. */
	internal: boolean;
}

/** Which channels can carry a payment there, the usual one first (assumed rules and prices). */
export function channelsTo({ currency, country, internal }: Destination): Channel[] {
	return tariffs(currency, country, internal).map(({ channel, fees, max }) => ({
		channel,
		chargeTypes: Object.entries(fees).map(([chargeType, fee]) => ({
			chargeType: chargeType as ChargeType,
			fees: [feeOf(fee, currency)],
		})),
		limits: {
			min: toMoney(1n, currency),
			max: toMoney(toMinor({ value: max, currency }), currency),
		},
	}));
}

function tariffs(currency: string, country: string, internal: boolean): Tariff[] {
	if (internal) return [INTERNAL, ...tariffs(currency, country, false)];
	if (currency === 'EUR' && isSEPACountry(country)) return [SEPA, SEPA_INSTANT];
	if (currency === 'PLN' && country === 'PL') return [ELIXIR];
	return [SWIFT];
}

/** A fee; those of zero are listed too (observed). */
export function feeOf(value: string, currency: string): Fee {
	const amount = toMoney(toMinor({ value, currency }), currency);
	return { amount, name: 'STANDARD_FEE', type: 'STANDARD' };
}
