import { readJson, readList } from './answers';
import type { Caller } from './caller';
import { CONTRACT } from './contract';
import type { JsonObject } from './json';
import { toPrecalculation } from './precalculation';
import type { Precalculation } from './precalculation';
import { inWordsOf, withExtraQuery } from './query';
import type { QueryPairs } from './query';

/** What a payment is to be worked out for. Everything but the account is optional. */
export interface PrecalculationQuery {
	accountId: string;
	/** Decimal string. */
	amount?: string;
	currency?: string;
	receiverAccountNumber?: string;
	receiverBic?: string;
	receiverCountry?: string;
}

/** What can be asked before a payment is made. Every method throws ZenError, see `Caller.call`. */
export class Terms {
	constructor(
		private readonly caller: Caller,
		private readonly contract = CONTRACT,
	) {}

	/**
	 * The channels that can carry a payment, with their fees and limits. Evidence: the path and that
	 * fees and charge types come back are documented; the query and the answer's shape are assumed.
	 */
	async precalculation(query: PrecalculationQuery, extra?: QueryPairs): Promise<Precalculation> {
		const call = {
			method: 'GET',
			name: 'precalculation',
			path: this.contract.paths.precalculation,
			query: withExtraQuery(inWordsOf(this.contract.query.precalculation, query), extra),
			subject: 'the channels and fees of a payment',
		} as const;
		return await this.caller.call(call, (response) =>
			toPrecalculation(readJson(response), this.contract),
		);
	}

	/** The codes that say what a payment is for. Evidence: assumed, path, query and answer. */
	async purposeCodes(
		query: { currency?: string; country?: string },
		extra?: QueryPairs,
	): Promise<JsonObject[]> {
		const call = {
			method: 'GET',
			name: 'purposeCodes',
			path: this.contract.paths.purposeCodes,
			query: withExtraQuery(inWordsOf(this.contract.query.purposeCodes, query), extra),
			subject: 'the purpose codes',
			assumed: true,
		} as const;
		return await this.caller.call(
			call,
			(response) => readList(response, this.contract.lists.purposeCodes).items,
		);
	}
}
