import type { LedgerFilter, LedgerRow, PostgresLedger } from '../../nodes/zen-ledger';
import type {
	Attempts,
	KnownStanding,
	ListedPayment,
	Made,
	Recognised,
	Remembered,
	Standing,
	Time,
	Tried,
	UnderKey,
} from '../../nodes/zen-payout';

interface Row {
	/** Of its latest attempt, which no other one has. */
	number: number;
	payment: Tried;
	state: LedgerRow['state'];
	attempts: number;
	firstAt: number;
	lastAt: number;
	made?: Made;
}

/** A payment to be tried that has its key as its External ID. */
export const tried = (key: string): Tried => ({
	key,
	fingerprint: `of ${key}`,
	likeness: `like ${key}`,
	kind: 'payment',
	order: {
		externalId: key,
		accountId: 'a-1',
		amount: { value: '1.00', currency: 'EUR' },
		receiver: { name: 'Someone', accountNumber: 'LT121000011101001000' },
	},
});

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const masked = (account: string) => `${account.slice(0, 4)}…${account.slice(-4)}`;

/** Stands in for the ledger in PostgreSQL: a ledger that knows what was paid, in memory. */
export class TableInMemory implements PostgresLedger {
	/** The keys that were looked up. */
	readonly asked: string[] = [];
	readonly rows = new Map<string, Row>();
	private tries = 0;

	constructor(private readonly now: () => number = Date.now) {}

	async lookUpAll(payments: Remembered[]) {
		return await this.lookUp(payments);
	}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		this.asked.push(...payments.map(({ key }) => key));
		return payments.map((payment) => this.standing(payment));
	}

	async claim(payment: Tried, at: Time): Promise<Standing> {
		const standing = this.standing(payment);
		if (standing.state === 'fresh') this.put(payment, at, 1);
		return standing;
	}

	async claimAgain(payment: Tried, { attempts }: KnownStanding, at: Time): Promise<boolean> {
		if (this.rows.get(payment.key)?.attempts !== attempts) return false;
		this.put(payment, at, attempts + 1);
		return true;
	}

	async settle({ key }: Tried, made?: Made): Promise<void> {
		Object.assign(this.rows.get(key)!, { state: 'settled', made });
	}

	async leaveOpen(): Promise<void> {}

	async release({ key }: Remembered): Promise<void> {
		this.rows.get(key)!.state = 'released';
	}

	async releaseAgain({ key }: Remembered, { attempts }: KnownStanding): Promise<void> {
		this.rows.get(key)!.attempts = attempts;
	}

	async attemptsOf({ key }: Remembered): Promise<Attempts> {
		const { firstAt, lastAt } = this.rows.get(key)!;
		return { firstDay: dayOf(firstAt), lastDay: dayOf(lastAt), isExact: true, hasTwin: false };
	}

	async lastTried({ key }: Remembered): Promise<number> {
		return this.rows.get(key)!.lastAt;
	}

	async recognise({ key }: Remembered, listed: ListedPayment[]): Promise<Recognised> {
		const known = [...this.rows.values()].filter(({ made }) => made?.id !== undefined);
		const idsOf = (rows: Row[]) => {
			const ids = new Set(rows.map(({ made }) => made!.id!));
			return new Set(listed.map(({ id }) => id).filter((id) => ids.has(id)));
		};
		return {
			own: idsOf(known.filter(({ payment }) => payment.key === key)),
			others: idsOf(known.filter(({ payment }) => payment.key !== key)),
		};
	}

	async under(key: string, now: number): Promise<UnderKey> {
		const row = this.held(key);
		if (!row) return { state: 'fresh', attempts: 0, agoMs: 0 };
		const { payment, state, attempts, number, firstAt, lastAt } = row;
		const { accountId, amount, receiver } = payment.order;
		return {
			state: state === 'settled' ? 'settled' : 'open',
			attempts,
			attempt: String(number),
			firstDay: dayOf(firstAt),
			lastDay: dayOf(lastAt),
			agoMs: now - lastAt,
			about: { kind: payment.kind, accountId, amount, receiver: masked(receiver.accountNumber) },
		};
	}

	async resolve(key: string, { attempt }: UnderKey): Promise<boolean> {
		const row = this.held(key);
		if (row?.state !== 'open' || String(row.number) !== attempt) return false;
		row.state = 'resolved';
		return true;
	}

	async getMany({ states, reference, accountId, limit }: LedgerFilter): Promise<LedgerRow[]> {
		return [...this.rows.values()]
			.map((row) => rowOf(row))
			.filter((row) => states?.includes(row.state) ?? true)
			.filter((row) => reference === undefined || row.externalId === reference)
			.filter((row) => accountId === undefined || row.accountId === accountId)
			.slice(0, limit);
	}

	private put(payment: Tried, at: Time, attempts: number): void {
		const lastAt = at() ?? this.now();
		const firstAt = this.held(payment.key)?.firstAt ?? lastAt;
		const number = (this.tries += 1);
		this.rows.set(payment.key, { payment, state: 'open', attempts, number, firstAt, lastAt });
	}

	private standing({ key, fingerprint }: Remembered): Standing {
		const row = this.held(key);
		if (!row) return { state: 'fresh' };
		const { payment, state, attempts } = row;
		const same = payment.fingerprint === fingerprint;
		return { state: state === 'settled' ? 'settled' : 'open', same, attempts };
	}

	/** What is released or resolved is as if it had not been. */
	private held(key: string): Row | undefined {
		const row = this.rows.get(key);
		return row?.state === 'open' || row?.state === 'settled' ? row : undefined;
	}
}

function rowOf({ payment, state, attempts, firstAt, lastAt, made }: Row): LedgerRow {
	const { externalId, accountId, amount, receiver } = payment.order;
	return {
		externalId,
		kind: payment.kind,
		state,
		amount: amount.value,
		currency: amount.currency,
		accountId,
		receiver: masked(receiver.accountNumber),
		paymentId: made?.id,
		status: made?.status,
		attempts,
		firstAttempt: new Date(firstAt).toISOString(),
		lastAttempt: new Date(lastAt).toISOString(),
		workflowId: 'saved',
	};
}
