import type { EntryKind, EntryState, PaymentOrder } from '../../../nodes/zen-client';
import { keyOf } from '../../../nodes/zen-payout';
import { fingerprintOf, likenessOf } from '../../../nodes/zen-payout/key';

/** Time that passes only when it is told to; the true one, by which ZEN's clock goes. */
export class VirtualTime {
	constructor(public now: number) {}

	pass(ms: number): void {
		this.now += ms;
	}
}

/** What is in the bank's books, whatever it shows of it. */
export interface Booked {
	id: string;
	kind: EntryKind;
	order: PaymentOrder;
	key: string;
	/** Of what was sent: that of a draft also when the draft has become a payment. */
	fingerprint: string;
	likeness: string;
	direction: 'in' | 'out';
	state: EntryState;
	createdAt: number;
	/** The bank does not list it before. */
	shownFrom: number;
	/** Who sent it: absent for what came about without us. */
	post?: Post;
}

/** One request to make a payment, and what there was to keep it from being a second one. */
export interface Post {
	number: number;
	sentAt: number;
	key: string;
	fingerprint: string;
	/** Says why another one of its reference was promised not to go out after that one, if it was. */
	promiseAfter: (earlier: Booked) => string | undefined;
}

export class VirtualBank {
	readonly books: Booked[] = [];
	/** Payments that went out twice although that was promised not to happen. */
	readonly broken: string[] = [];
	/** Payments that went out twice where nothing kept them from it. */
	unpromised = 0;
	private readonly underWay: Array<{ at: number; book: () => void }> = [];
	private ids = 0;

	constructor(private readonly time: VirtualTime) {}

	/** Books an order now or, since it is still on its way, later. */
	take(kind: EntryKind, order: PaymentOrder, post: Post, more: Partial<Booked>, inMs = 0): Booked {
		const booked = this.entry(kind, order, { ...more, post });
		const at = this.time.now + inMs;
		const book = () => {
			booked.createdAt = inMs === 0 ? this.momentOf() : at;
			booked.shownFrom += booked.createdAt;
			this.compare(booked);
			this.books.push(booked);
		};
		if (inMs === 0) book();
		else this.underWay.push({ at, book });
		return booked;
	}

	/** What came about without us. */
	add(order: PaymentOrder, direction: Booked['direction']): Booked {
		const at = this.momentOf();
		const booked = this.entry('payment', order, { direction, createdAt: at, shownFrom: at });
		this.books.push({ ...booked, state: 'settled' });
		return booked;
	}

	/** Lets happen what is due. To be called whenever time has passed. */
	catchUp(): void {
		const due = this.underWay.filter(({ at }) => at <= this.time.now);
		for (const one of due) {
			this.underWay.splice(this.underWay.indexOf(one), 1);
			one.book();
		}
	}

	/** A person accepts a draft: it is a payment from now on. */
	accept(booked: Booked): void {
		const at = this.momentOf();
		Object.assign(booked, { id: this.newId(), kind: 'payment', createdAt: at, shownFrom: at });
	}

	/** What was sent under a reference, as long as it is not rejected. */
	alive(key: string): Booked[] {
		return this.books.filter((one) => one.post && one.key === key && one.state !== 'rejected');
	}

	/** The newest first. */
	listed(kind: EntryKind, accountId: string): Booked[] {
		this.catchUp();
		const shown = this.books.filter(
			(one) =>
				one.kind === kind && one.order.accountId === accountId && one.shownFrom <= this.time.now,
		);
		return shown.sort((one, other) => other.createdAt - one.createdAt);
	}

	private compare(booked: Booked): void {
		for (const other of this.alive(booked.key)) {
			const [earlier, later] =
				booked.post!.number > other.post!.number ? [other, booked] : [booked, other];
			const promise = later.post!.promiseAfter(earlier);
			if (promise) this.broken.push(`${later.id} went out after ${earlier.id}: ${promise}`);
			else this.unpromised++;
		}
	}

	private entry(kind: EntryKind, order: PaymentOrder, more: Partial<Booked>): Booked {
		return {
			id: this.newId(),
			kind,
			order,
			key: keyOf(order.externalId),
			fingerprint: fingerprintOf(kind, order),
			likeness: likenessOf(order),
			direction: 'out',
			state: 'inProgress',
			createdAt: 0,
			shownFrom: 0,
			...more,
		};
	}

	private newId(): string {
		return `id-${++this.ids}`;
	}

	/** No two entries are of one moment, so that their order can be told. */
	private momentOf(): number {
		this.time.pass(1);
		return this.time.now;
	}
}
