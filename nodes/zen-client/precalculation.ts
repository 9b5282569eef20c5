import { amountText, listIn } from './answers';
import { Unreadable } from './caller';
import { CONTRACT } from './contract';
import type { Contract } from './contract';
import { isObject } from './json';
import type { Json, JsonObject } from './json';
import { sumDecimals } from './money';
import { firstAt } from './names';

/** One way to make a payment, and what it costs. Amounts are decimal strings. */
export interface Offer {
	/** e.g. `SEPA` */
	channel: string | null;
	/** Who bears the fees, e.g. `SHA`. */
	chargeType: string | null;
	/** The sum of all fees; null when it cannot be told, also where the fees are of several currencies. */
	fee: string | null;
	feeCurrency: string | null;
	/** The least that can be sent so. */
	minimum: string | null;
	/** The most that can be sent so. */
	maximum: string | null;
	limitCurrency: string | null;
}

/** What ZEN offers for a payment. */
export interface Precalculation {
	/** ZEN's answer as it came: the one object that it is, or the objects of an array. */
	raw: JsonObject[];
	/** One for each charge type of each channel; absent where the answer has another shape. */
	offers?: Offer[];
}

/** Evidence: that fees and charge types come back is documented, the shape of the answer assumed. */
export function toPrecalculation(answer: Json, contract = CONTRACT): Precalculation {
	const raw = isObject(answer) ? [answer] : listIn(answer, []);
	if (!raw) throw new Unreadable();
	const channels = listIn(answer, contract.precalculation.channels);
	return { raw, offers: channels?.flatMap((channel) => offersOf(channel, contract)) };
}

function offersOf(channel: JsonObject, contract: Contract): Offer[] {
	const names = contract.precalculation;
	const textAt = (name: 'channel' | 'minimumCurrency' | 'maximumCurrency') =>
		firstAt(channel, names[name], text) ?? null;
	const amountAt = (name: 'minimum' | 'maximum') => firstAt(channel, names[name], amount) ?? null;
	const types = firstAt(channel, names.chargeTypes, list) ?? [null];
	return types.map(objectOr).map((type) => {
		const total = totalOf(firstAt(type, names.fees, fees), contract);
		return {
			channel: textAt('channel'),
			chargeType: firstAt(type, names.chargeType, text) ?? null,
			fee: total?.value ?? null,
			feeCurrency: total?.currency ?? null,
			minimum: amountAt('minimum'),
			maximum: amountAt('maximum'),
			limitCurrency: textAt('maximumCurrency') ?? textAt('minimumCurrency'),
		};
	});
}

function totalOf(
	all: Json[] | undefined,
	{ fees: names }: Contract,
): { value: string; currency: string | null } | undefined {
	if (!all) return undefined;
	const found = all.map(objectOr).map((fee) => ({
		value: firstAt(fee, names.value, amount) ?? '',
		currency: firstAt(fee, names.currency, text) ?? null,
	}));
	const [currency = null, ...others] = new Set(found.map((fee) => fee.currency));
	if (others.length > 0) return undefined;
	const value = sumDecimals(found.map((fee) => fee.value));
	return value === undefined ? undefined : { value, currency };
}

function objectOr(value: Json | undefined): JsonObject {
	return isObject(value) ? value : {};
}

function text(value: Json): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function amount(value: Json): string | undefined {
	return amountText(value) ?? undefined;
}

function fees(value: Json): Json[] | undefined {
	return Array.isArray(value) ? value : undefined;
}

function list(value: Json): Json[] | undefined {
	return Array.isArray(value) && value.length > 0 ? value : undefined;
}
