import type { Remembered } from '../zen-payout';

/** What each fact and flag of a ledger is called in the store. */
export class MarkNames {
	/** @param home the address of ZEN, which tells its environments apart */
	constructor(private readonly home: string) {}

	readonly sent = (key: string) => this.mark('sent', key);
	readonly open = (key: string) => this.mark('open', key);
	readonly print = (key: string, number: number, fingerprint: string) =>
		this.mark(`print ${number}`, key, fingerprint);
	readonly again = (key: string, number: number) => this.mark(`again ${number}`, key);
	readonly day = (key: string, day: string) => this.mark(`on ${day}`, key);
	/** That the first attempt was on a day, as it was known on the day of another one. */
	readonly since = (key: string, day: string, first: string) =>
		this.mark(`on ${day} since ${first}`, key);
	/** That there was an attempt at a time which is not known. */
	readonly undated = (key: string) => this.mark('undated', key);
	readonly within = (key: string, spanMs: number, span: number) =>
		this.mark(`at ${spanMs} ${span}`, key);
	readonly like = (likeness: string) => this.mark('like', likeness);
	readonly likeBy = ({ key, likeness }: Remembered) => this.mark('like', likeness, key);
	readonly twin = (likeness: string) => this.mark('twin', likeness);
	readonly listed = (id: string) => this.mark('listed', id.toLowerCase());
	/** That a person has seen that the payment of a key is another one. */
	readonly not = (id: string, key: string) => this.mark('not', id.toLowerCase(), key);
	readonly own = (id: string, key: string) => this.mark('own', id.toLowerCase(), key);

	private mark(kind: string, ...what: string[]): string {
		return JSON.stringify(['zen', this.home, kind, ...what]);
	}
}
