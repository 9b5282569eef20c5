import { randomUUID } from 'node:crypto';
import { minorUnits, only } from '../../zen-client';
import { LedgerError, overDay } from '../../zen-payout';
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
} from '../../zen-payout';
import { claimFirst, claimNext } from './claims';
import type { Database } from './Database';
import { leavingOpen, releasing, resolving, restoring, settling } from './ends';
import { dayOf } from './entry';
import type { Origin } from './entry';
import { askMany, toLedgerRow } from './listing';
import type { LedgerFilter, LedgerRow } from './listing';
import { askAge, askAttempts, askDay, askKnown, askStandings, askUnder } from './questions';
import type { Sql } from './sql';
import { OverDay } from './trouble';

const ASKED_AT_ONCE = 500;
// Each time somebody else has to claim and release it between two statements.
const MOST_CLAIMS = 5;

/** A ledger in PostgreSQL, which all workflows and every process that has its credential share. */
export interface PostgresLedger extends Ledger, Resolvable {
	/** Payments of the ledger: those that nobody knows the end of first, then the newest first. */
	getMany(filter: LedgerFilter): Promise<LedgerRow[]>;
}

/**
 * One row for each payment, and each change of it one statement: whatever breaks off leaves it as it
 * was or as it was to become. A claim carries a token of its own, by which it is known again when its
 * answer is lost.
 */
export class RowLedger implements PostgresLedger {
	/** The tokens of the claims of this execution, by key. */
	private readonly tokens = new Map<string, string>();

	constructor(
		private readonly database: Database,
		private readonly origin: Origin,
	) {}

	async lookUp(payments: Remembered[]): Promise<Standing[]> {
		const { ledger } = this.origin;
		const standings: Standing[] = payments.map(() => ({ state: 'fresh' }));
		for (const [from, some] of chunks(payments)) {
			const rows = await this.database.run(askStandings(this.tables, ledger, some));
			for (const { place, state, attempts, same } of rows) {
				standings[from + Number(place) - 1] = { state, same, attempts } as KnownStanding;
			}
		}
		return standings;
	}

	async claim(payment: Tried, at: Time): Promise<Standing> {
		for (let claims = 0; claims < MOST_CLAIMS; claims += 1) {
			const isMine = await this.claimed(payment, at, (claim) =>
				claimFirst(this.tables, payment, this.origin, claim),
			);
			if (isMine) return { state: 'fresh' };
			const [standing] = await this.lookUp([payment]);
			if (standing && standing.state !== 'fresh') return standing;
		}
		throw new LedgerError(
			'other executions claim and release the same payment all the time',
			'Run this again later.',
		);
	}

	async claimAgain(payment: Tried, standing: KnownStanding, at: Time): Promise<boolean> {
		return await this.claimed(payment, at, (claim) =>
			claimNext(this.tables, payment, this.origin, { ...standing, ...claim }),
		);
	}

	async settle(payment: Tried, { id, status }: Made = {}): Promise<void> {
		const { key } = payment;
		const end = { token: this.tokens.get(key), fresh: randomUUID(), id, status };
		const [row] = await this.database.run(settling(this.tables, payment, this.origin, end));
		if (row?.stands) return;
		throw new LedgerError(
			'another execution has claimed the same reference since, so that it may have been paid twice: compare with ZEN',
			'See at ZEN whether it was paid twice.',
		);
	}

	async leaveOpen(payment: Tried, at: Time): Promise<void> {
		const end = { token: this.tokens.get(payment.key), fresh: randomUUID(), day: dayOf(at()) };
		await this.database.run(leavingOpen(this.tables, payment, this.origin, end));
	}

	async release({ key, fingerprint }: Remembered): Promise<void> {
		const attempt = { ...this.placeOf(key), token: this.tokens.get(key), fingerprint };
		await this.database.run(releasing(this.tables, attempt));
	}

	async releaseAgain({ key, fingerprint }: Remembered, standing: KnownStanding): Promise<void> {
		const token = this.tokens.get(key);
		const attempt = { ...this.placeOf(key), token, fingerprint, attempts: standing.attempts + 1 };
		await this.database.run(restoring(this.tables, attempt));
	}

	async attemptsOf(payment: Remembered): Promise<Attempts> {
		const { ledger } = this.origin;
		const [row] = await this.database.run(askAttempts(this.tables, ledger, payment));
		const { firstDay, lastDay, isLike, hasTwin } = row ?? {};
		if (!firstDay || !lastDay) return { isExact: false, hasTwin: hasTwin === true };
		return {
			firstDay: String(firstDay),
			lastDay: String(lastDay),
			isExact: isLike === true,
			hasTwin: hasTwin === true,
		};
	}

	async lastTried({ key }: Remembered, now: number, backMs: number): Promise<number> {
		const asked = performance.now();
		const [row] = await this.database.run(askAge(this.tables, this.placeOf(key)));
		if (!row) return now;
		// The age is that of a moment after `now`, at most by as long as the answer took.
		const tried = now + (performance.now() - asked) - Number(row.agoMs);
		return Math.min(now, Math.max(now - backMs, Math.ceil(tried)));
	}

	async recognise({ key }: Remembered, listed: ListedPayment[]): Promise<Recognised> {
		const [own, others] = [new Set<string>(), new Set<string>()];
		for (const [, some] of chunks(listed)) {
			const rows = await this.database.run(askKnown(this.tables, this.placeOf(key), some));
			for (const row of rows) (row.own ? own : others).add(String(row.id));
		}
		const idsIn = (known: Set<string>) =>
			listed.map(({ id }) => id).filter((id) => known.has(id.toLowerCase()));
		const mine = new Set(idsIn(own));
		return { own: mine, others: new Set(idsIn(others).filter((id) => !mine.has(id))) };
	}

	async uncounted(ids: string[]): Promise<string[]> {
		// No payment has that key, so that all which are known are others.
		const none = { key: '', fingerprint: '', likeness: '' };
		const { others } = await this.recognise(
			none,
			ids.map((id) => ({ id })),
		);
		return ids.filter((id) => !others.has(id));
	}

	async countedOn(currency: string, at: Time): Promise<bigint> {
		const day = dayOf(at());
		const asked = { ledger: this.origin.ledger, currency, day };
		const [row] = await this.database.run(askDay(this.tables, asked));
		return row ? minorUnits({ value: String(row.total), currency }) : 0n;
	}

	async under(key: string): Promise<UnderKey> {
		const [row] = await this.database.run(askUnder(this.tables, this.placeOf(key)));
		if (!row) return { state: 'fresh', attempts: 0, agoMs: 0 };
		const { firstDay, lastDay, amount, currency, agoMs, state, attempts, attempt } = row;
		const { kind, accountId, receiver } = row as unknown as NonNullable<UnderKey['about']>;
		return {
			state: state as Standing['state'],
			attempts: Number(attempts),
			attempt: String(attempt),
			...(firstDay && lastDay ? { firstDay: String(firstDay), lastDay: String(lastDay) } : {}),
			agoMs: Math.max(0, Math.floor(Number(agoMs))),
			about: {
				kind,
				accountId,
				amount: { value: String(amount), currency: String(currency) },
				receiver,
			},
		};
	}

	async resolve(key: string, { attempt }: UnderKey): Promise<boolean> {
		const { workflowName, workflowId, executionId } = this.origin;
		const by = `workflow ${workflowName ?? workflowId ?? '?'}, execution ${executionId ?? '?'}`;
		const resolution = { ...this.placeOf(key), attempt, token: randomUUID(), by };
		return (await this.database.run(resolving(this.tables, resolution))).length > 0;
	}

	async getMany(filter: LedgerFilter): Promise<LedgerRow[]> {
		const rows = await this.database.run(askMany(this.tables, this.origin.ledger, filter));
		return rows.map(toLedgerRow);
	}

	private get tables() {
		return this.database.tables;
	}

	private placeOf(key: string) {
		return { ledger: this.origin.ledger, key };
	}

	private async claimed(
		{ key, dayLimit, order }: Tried,
		at: Time,
		write: (claim: { token: string; day: string | undefined }) => Sql,
	): Promise<boolean> {
		const token = randomUUID();
		let isKnown = false;
		try {
			const rows = await this.database.run(write({ token, day: dayOf(at()) }));
			isKnown = true;
			if (rows.length > 0) this.tokens.set(key, token);
			return rows.length > 0;
		} catch (error) {
			const isOver = error instanceof OverDay && dayLimit !== undefined;
			throw isOver ? overDay(dayLimit, order.amount) : only(LedgerError, error);
		} finally {
			if (!isKnown) this.database.noteOrphan({ ...this.placeOf(key), token });
		}
	}
}

function* chunks<T>(all: T[]): Generator<[number, T[]]> {
	for (let from = 0; from < all.length; from += ASKED_AT_ONCE) {
		yield [from, all.slice(from, from + ASKED_AT_ONCE)];
	}
}
