import { amountText, listIn } from './answers';
import { Unreadable } from './caller';
import { isObject } from './json';
import type { Json, JsonObject } from './json';
import { sumDecimals } from './money';

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
export function toPrecalculation(answer: Json): Precalculation {
	const raw = isObject(answer) ? [answer] : listIn(answer, []);
	if (!raw) throw new Unreadable();
	return { raw, offers: listIn(answer, ['channels', 'data'])?.flatMap(offersOf) };
}

function offersOf({ channel, chargeTypes, limits }: JsonObject): Offer[] {
	const { min, max } = objectOr(limits);
	const [least, most] = [objectOr(min), objectOr(max)];
	const common = {
		channel: text(channel),
		minimum: amountText(least.value),
		maximum: amountText(most.value),
		limitCurrency: text(most.currency) ?? text(least.currency),
	};
	const types = Array.isArray(chargeTypes) && chargeTypes.length > 0 ? chargeTypes : [null];
	return types.map(objectOr).map(({ chargeType, fees }) => {
		const total = totalOf(fees);
		return {
			channel: common.channel,
			chargeType: text(chargeType),
			fee: total?.value ?? null,
			feeCurrency: total?.currency ?? null,
			minimum: common.minimum,
			maximum: common.maximum,
			limitCurrency: common.limitCurrency,
		};
	});
}

function totalOf(fees: Json | undefined): { value: string; currency: string | null } | undefined {
	if (!Array.isArray(fees)) return undefined;
	const amounts = fees.map((fee) => objectOr(objectOr(fee).amount));
	const [currency = null, ...others] = new Set(amounts.map((amount) => text(amount.currency)));
	if (others.length > 0) return undefined;
	const value = sumDecimals(amounts.map((amount) => amountText(amount.value) ?? ''));
	return value === undefined ? undefined : { value, currency };
}

function objectOr(value: Json | undefined): JsonObject {
	return isObject(value) ? value : {};
}

function text(value: Json | undefined): string | null {
	return typeof value === 'string' ? value : null;
}
