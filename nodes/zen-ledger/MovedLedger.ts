import { InputError } from '../zen-client';
import type {
	Attempts,
	KnownStanding,
	Ledger,
	ListedPayment,
	Made,
	Recognised,
	Remembered,
	Resolvable,
	Standing,
	Time,
	Tried,
	UnderKey,
} from '../zen-payout';

type Whole = Ledger & Resolvable;
/** One that can also be asked of what only its claims would find. */
type Former = Whole & Required<Pick<Ledger, 'lookUpAll'>>;

/**
 * The ledger of a workflow that has moved from one to another. What only the old one knows stays
 * there to its end; all else is the new one's. To be asked how a payment stands before anything else.
 */
export class MovedLedger implements Ledger, Resolvable {
	/** The keys of what the old ledger knows. */
	private readonly old = new Set<string>();

	constructor(
		private readonly present: Whole,
		private readonly former: Former,
	) {}

	notice(): string | undefined {
		return this.present.notice?.();
	}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		const standings = await this.present.lookUp(payments);
		const places = payments.flatMap((_payment, place) =>
			standings[place]!.state === 'fresh' ? [place] : [],
		);
		if (places.length === 0) return standings;
		const before = await this.former.lookUpAll(places.map((place) => payments[place]!));
		const merged = [...standings];
		for (const [number, place] of places.entries()) {
			if (before[number]!.state === 'fresh') continue;
			merged[place] = before[number]!;
			this.old.add(payments[place]!.key);
		}
		return merged;
	}

	async claim(payment: Tried, at: Time): Promise<Standing> {
		return await this.of(payment.key).claim(payment, at);
	}

	/** @throws InputError where a day is limited: what the old ledger claims, the new one does not count */
	async claimAgain(payment: Tried, standing: KnownStanding, at: Time): Promise<boolean> {
		if (payment.dayLimit && this.old.has(payment.key)) throw notCounted(payment);
		return await this.of(payment.key).claimAgain(payment, standing, at);
	}

	async uncounted(ids: string[]): Promise<string[]> {
		return (await this.present.uncounted?.(ids)) ?? [];
	}

	async countedOn(currency: string, at: Time): Promise<bigint> {
		return (await this.present.countedOn?.(currency, at)) ?? 0n;
	}

	async settle(payment: Tried, made?: Made): Promise<void> {
		await this.of(payment.key).settle(payment, made);
	}

	async leaveOpen(payment: Tried, at: Time): Promise<void> {
		await this.of(payment.key).leaveOpen(payment, at);
	}

	async release(payment: Remembered): Promise<void> {
		await this.of(payment.key).release(payment);
	}

	async releaseAgain(payment: Remembered, standing: KnownStanding): Promise<void> {
		await this.of(payment.key).releaseAgain(payment, standing);
	}

	async attemptsOf(payment: Remembered, now: number): Promise<Attempts> {
		return await this.of(payment.key).attemptsOf(payment, now);
	}

	async lastTried(payment: Remembered, now: number, backMs: number): Promise<number> {
		return await this.of(payment.key).lastTried(payment, now, backMs);
	}

	/** What either of them knows. */
	async recognise(payment: Remembered, listed: ListedPayment[]): Promise<Recognised> {
		const one = await this.present.recognise(payment, listed);
		const other = await this.former.recognise(payment, listed);
		const own = new Set([...one.own, ...other.own]);
		const others = [...one.others, ...other.others].filter((id) => !own.has(id));
		return { own, others: new Set(others) };
	}

	async under(key: string, now: number): Promise<UnderKey> {
		const told = await this.present.under(key, now);
		if (told.state !== 'fresh') return told;
		const before = await this.former.under(key, now);
		if (before.state !== 'fresh') this.old.add(key);
		return before;
	}

	async resolve(key: string, seen: UnderKey): Promise<boolean> {
		return await this.of(key).resolve(key, seen);
	}

	private of(key: string): Whole {
		return this.old.has(key) ? this.former : this.present;
	}
}

function notCounted({ kind, order: { externalId } }: Tried): InputError {
	return new InputError(
		'Memory',
		`is PostgreSQL, and ${kind} "${externalId}" was tried before that, while n8n remembered it: there it would not count in the Limit per Day of the credential. Compare with the ZEN portal; if it was never paid, free it with Ledger → Resolve, and it is sent as a new one.`,
	);
}
