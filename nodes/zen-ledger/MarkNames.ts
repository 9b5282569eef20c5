import type { Remembered } from '../zen-payout';

/** Of what these names and their meaning are called. What another format wrote cannot be read. */
const FORMAT = 2;

/** Stands in each memory of this format, always: so a memory without it is empty, or of another one. */
export const FORMAT_MARK = JSON.stringify(['zen', FORMAT]);

const PERIOD_DAYS = 8;
const DAY_MS = 86_400_000;
const PERIOD_MS = PERIOD_DAYS * DAY_MS;

/** In which stretch of eight days a time lies. That is all that is kept of when a payment was settled. */
export function periodOf(time: number): number {
	return Math.floor(time / PERIOD_MS);
}

/** The first and the last moment of a period, in ms. */
export function boundsOf(period: number): { from: number; to: number } {
	return { from: period * PERIOD_MS, to: (period + 1) * PERIOD_MS - 1 };
}

/** What each mark of a ledger is called in the store. */
export class MarkNames {
	/** @param home what tells the environments of ZEN apart */
	constructor(private readonly home: string) {}

	/** That something was tried under a key. */
	readonly sent = (key: string) => this.mark('sent', key);
	/** That a payment was settled, by its attempt and the period of that; 0 for no known time. */
	readonly print = (key: string, number: number, fingerprint: string, period: number) =>
		this.mark(`print ${number} in ${period}`, key, fingerprint);
	/** That nobody knows what became of an attempt: of whatever was tried, or of a payment that was. */
	readonly open = (key: string, number: number, fingerprint = '') =>
		this.mark(`open ${number}`, key, fingerprint);
	/**
	 * Beside `open` of a payment: that its attempt was its own, and not a claim of a key that was used for
	 * another one, which broke off before it was taken back.
	 */
	readonly sure = (key: string, number: number, fingerprint: string) =>
		this.mark(`sure ${number}`, key, fingerprint);
	/**
	 * That a person has freed a key, for good. What was open under it before keeps its marks, which nobody
	 * can tell from those of what is tried under it now.
	 */
	readonly freed = (key: string) => this.mark('freed', key);
	/** That what stands under a key may be another payment than the one whose days stand there. */
	readonly mixed = (key: string) => this.mark('mixed', key);
	/** Beside `open` of a key alone: that it is not, for as long as it was not tidied up. */
	readonly settled = (key: string, number: number) => this.mark(`settled ${number}`, key);
	/** That a question is under way, or broke off: about what stands under a key, or about one payment. */
	readonly asked = (key: string, fingerprint = '') => this.mark('asked', key, fingerprint);
	/** Of all questions by which something may have been left behind of a payment. */
	readonly guards = ({ key, fingerprint }: Pick<Remembered, 'key' | 'fingerprint'>) => [
		this.asked(key),
		this.asked(key, fingerprint),
	];
	/** As `asked`, about which ids belong to what was tried under a key. */
	readonly askedIds = (key: string) => this.mark('asked ids', key);

	readonly again = (key: string, number: number) => this.mark(`again ${number}`, key);
	readonly day = (key: string, day: string) => this.mark(`on ${day}`, key);
	/** That the first attempt was on a day, as it was known on the day of another one, or on that day itself. */
	readonly since = (key: string, day: string, first: string) =>
		this.mark(`on ${day} since ${first}`, key);
	/** That there was an attempt at a time which is not known. */
	readonly undated = (key: string) => this.mark('undated', key);
	readonly within = (key: string, spanMs: number, span: number) =>
		this.mark(`at ${spanMs} ${span}`, key);
	readonly like = (likeness: string) => this.mark('like', likeness);
	readonly likeBy = ({ key, likeness }: Remembered) => this.mark('like', likeness, key);
	readonly twin = (likeness: string) => this.mark('twin', likeness);
	/** That ZEN made the payment of this id from one of this memory. */
	readonly made = (id: string) => this.mark('made', id.toLowerCase());
	/** That a question about such an id is under way, or broke off. */
	readonly askedMade = (id: string) => this.mark('asked made', id.toLowerCase());
	/** That a person has seen that the payment of a key is another one. */
	readonly not = (id: string, key: string) => this.mark('not', id.toLowerCase(), key);
	/** That ZEN made the payment of this id from what was tried under a key. */
	readonly own = (id: string, key: string) => this.mark('own', id.toLowerCase(), key);

	private mark(kind: string, ...what: string[]): string {
		return JSON.stringify(['zen', FORMAT, this.home, kind, ...what]);
	}
}
