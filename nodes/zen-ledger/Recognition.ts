import type { ListedPayment, Recognised, Remembered, Standing } from '../zen-payout';
import { askIn, those } from './Facts';
import type { Marks, MarkStore } from './markStore';
import type { MarkNames } from './MarkNames';
import { unique } from './Step';

/**
 * Tells payments at ZEN apart by what a ledger knows of them. Of each that ZEN made two marks are kept,
 * where ZEN is not seen to tell references: its id, and its id with the key. So an id that is known is this one's or
 * that of another.
 */
export class Recognition {
	constructor(
		private readonly store: MarkStore,
		private readonly names: MarkNames,
		private readonly lookUp: (payments: Remembered[]) => Promise<Standing[]>,
	) {}

	/** See `Ledger.recognise`. What a question left behind that broke off makes an id unknown. */
	async of({ key, likeness }: Remembered, payments: ListedPayment[]): Promise<Recognised> {
		const { names } = this;
		const ids = payments.map(({ id }) => id);
		const [made, told] = await this.store.exclusively(async (marks) => {
			const wanted = ids.flatMap((id) => [names.own(id, key), names.not(id, key)]);
			const known = await this.madeAmong(marks, ids);
			return [known, await askIn(marks, names.askedIds(key), wanted)] as const;
		});
		const named = payments.filter((one) => one.named && one.named.key !== key);
		const standings = await this.lookUp(named.map((one) => ({ ...one.named!, likeness })));
		const others = new Set(named.filter((_one, place) => isSame(standings[place]!)));
		// Which ids are this one's and which are not cannot be told.
		if (!told.isSure) return { own: new Set(), others: idsOf([...others]) };
		const isNot = ({ id }: ListedPayment) => told.there.has(names.not(id, key));
		const isOther = (one: ListedPayment) => others.has(one) || isNot(one);
		const free = payments.filter((one) => !isOther(one) && made.has(one.id));
		const isOwn = ({ id }: ListedPayment) => told.there.has(names.own(id, key));
		return {
			own: idsOf(free.filter(isOwn)),
			others: idsOf([...payments.filter(isOther), ...free.filter((one) => !isOwn(one))]),
		};
	}

	private async madeAmong(marks: Marks, ids: string[]): Promise<Set<string>> {
		const { names } = this;
		const asked = unique(ids.flatMap((id) => [names.askedMade(id), names.made(id)]));
		if (asked.length === 0) return new Set();
		const there = await those(marks, asked);
		const isSure = (id: string) => there.has(names.made(id)) && !there.has(names.askedMade(id));
		return new Set(ids.filter(isSure));
	}
}

function idsOf(payments: ListedPayment[]): Set<string> {
	return new Set(payments.map(({ id }) => id));
}

function isSame(standing: Standing): boolean {
	return standing.state !== 'fresh' && standing.same && !standing.isUnsure;
}
