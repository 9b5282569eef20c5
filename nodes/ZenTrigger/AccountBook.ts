import { accountNumberOf, isObject, numbersOf, sidesOf } from '../zen-client';
import type { Json, JsonObject } from '../zen-client';

const READ_AGAIN_MS = 10 * 60 * 1000;

/**
 * Which of our accounts a payment belongs to. Payments carry no account id (observed) and the
 * notification's may be forged, so it is told by the payment's account number on our side, with the
 * currency, since accounts in several currencies may share a number.
 */
export class AccountBook {
	private byKey = new Map<string, string>();
	private readAt = -Infinity;
	private reading?: Promise<void>;

	/** @param now ms since the epoch */
	constructor(private readonly now: () => number) {}

	/**
	 * @param load reads the client's accounts; called only for a number that is not known, and seldom
	 * @returns undefined if none of the accounts shows the number
	 */
	async ownerOf(
		payment: JsonObject,
		load: () => Promise<JsonObject[]>,
	): Promise<string | undefined> {
		const { currency } = isObject(payment.amount) ? payment.amount : {};
		const key = keyOf(accountNumberOf(sidesOf(payment).own), currency);
		if (!key) return undefined;
		if (!this.byKey.has(key) && this.now() - this.readAt >= READ_AGAIN_MS) {
			await (this.reading ??= this.read(load).finally(() => {
				this.reading = undefined;
			}));
		}
		return this.byKey.get(key);
	}

	private async read(load: () => Promise<JsonObject[]>): Promise<void> {
		const accounts = await load();
		this.byKey = new Map(accounts.flatMap(keysOf));
		this.readAt = this.now();
	}
}

function keysOf(account: JsonObject): Array<[key: string, accountId: string]> {
	const { accountId, currencyCode } = account;
	return numbersOf(account).flatMap((number) => {
		const key = keyOf(number, currencyCode);
		return key ? [[key, String(accountId)]] : [];
	});
}

function keyOf(number: Json | undefined, currency: Json | undefined): string | undefined {
	if (typeof number !== 'string' || typeof currency !== 'string') return undefined;
	return `${number.replace(/\s/g, '')} ${currency}`.toUpperCase();
}
