import { LedgerError } from '../zen-payout';
import type { MarkStore } from './markStore';

/** So many marks are kept at the most: each call of the store reads and writes all of them. */
const MOST_MARKS = 100_000;
const MARKS_A_PAYMENT = 2;
/** Beside those that stay: of payments under way and of questions. */
const PASSING_MARKS = 1_000;
const NEARLY = 0.8;

const ELSEWHERE =
	'Set Memory to PostgreSQL, which holds millions and also asks the memory of this workflow.';

/** How full a memory is. */
export class Room {
	private count = 0;

	constructor(private readonly store: Pick<MarkStore, 'count'>) {}

	/** @throws LedgerError when that many payments more would not fit */
	async requireFor(payments: number): Promise<void> {
		if (payments === 0) return;
		this.count = await this.store.count();
		requireRoom(this.count, payments);
	}

	/** What a person should know of it. */
	notice(): string | undefined {
		return nearlyFull(this.count);
	}
}

function requireRoom(count: number, payments: number): void {
	if (count + payments * MARKS_A_PAYMENT + PASSING_MARKS <= MOST_MARKS) return;
	throw new LedgerError(
		`the memory of this workflow is full: it holds about ${inPayments(count)} payments, and with these there would be more than ${inPayments(MOST_MARKS)}`,
		ELSEWHERE,
	);
}

function nearlyFull(count: number): string | undefined {
	if (count < MOST_MARKS * NEARLY) return undefined;
	return `n8n's memory of payments is ${Math.floor((count / MOST_MARKS) * 100)} % full for this workflow. When it is full, payments are refused. ${ELSEWHERE}`;
}

function inPayments(marks: number): string {
	return Math.floor(marks / MARKS_A_PAYMENT).toLocaleString('en');
}
