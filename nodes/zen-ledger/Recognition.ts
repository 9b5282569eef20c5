import type { ListedPayment, Recognised, Remembered, Standing } from '../zen-payout';
import type { Facts } from './Facts';
import type { MarkNames } from './MarkNames';

/** Tells payments at ZEN apart by what a ledger knows of them. */
export class Recognition {
	constructor(
		private readonly facts: Facts,
		private readonly names: MarkNames,
		private readonly lookUp: (payments: Remembered[]) => Promise<Standing[]>,
	) {}

	/** See `Ledger.recognise`. What died while it asked or noted leaves a payment open whose own ID is known. */
	async of({ key, likeness }: Remembered, payments: ListedPayment[]): Promise<Recognised> {
		const { names } = this;
		const { facts } = await this.facts.ask(
			payments.flatMap(({ id }) => [names.listed(id), names.own(id, key), names.not(id, key)]),
		);
		const named = payments.filter((one) => one.named && one.named.key !== key);
		const standings = await this.lookUp(named.map((one) => ({ ...one.named!, likeness })));
		const others = new Set(named.filter((_one, place) => isSame(standings[place]!)));
		const isOwn = ({ id }: ListedPayment) => facts.has(names.own(id, key));
		const isKnown = (one: ListedPayment) =>
			others.has(one) || facts.has(names.listed(one.id)) || facts.has(names.not(one.id, key));
		const idsOf = (some: ListedPayment[]) => new Set(some.map(({ id }) => id));
		return {
			own: idsOf(payments.filter(isOwn)),
			others: idsOf(payments.filter((one) => !isOwn(one) && isKnown(one))),
		};
	}
}

function isSame(standing: Standing): boolean {
	return standing.state !== 'fresh' && standing.same && !standing.isUnsure;
}
