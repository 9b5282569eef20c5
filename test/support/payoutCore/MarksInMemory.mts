import type { Marks, MarkStore } from '../../../nodes/zen-ledger/markStore';
import { LedgerError } from '../../../nodes/zen-payout';
import type { VirtualTime } from './VirtualBank.mts';

/** The process is gone: nothing catches this. */
export class Killed extends Error {}

/** What happens at one call of the store. */
export interface StoreFault {
	kind: 'killed' | 'fails' | 'stalls';
	/** How many calls of a run work before it. */
	after: number;
	/** Whether the call has done its work nevertheless. */
	isDone: boolean;
	/** Whether all later calls of the run end so as well; of a store that fails. */
	stays: boolean;
}

const STALL_MS = 40_000;
const CALL_MS = 5;

/** n8n's store as the ledger sees it, with marks that outlive each process. */
export class MarksInMemory implements MarkStore, Marks {
	private marks = new Set<string>();
	private calls = 0;
	private fault?: StoreFault;
	private turn: Promise<unknown> = Promise.resolve();
	/** Raised each time that it is wiped. */
	generation = 0;

	constructor(private readonly time: VirtualTime) {}

	/** A process starts. */
	begin(fault?: StoreFault): void {
		this.fault = fault;
		this.calls = 0;
	}

	wipe(): void {
		this.marks = new Set();
		this.generation++;
	}

	async exclusively<T>(work: (marks: Marks) => Promise<T>): Promise<T> {
		const mine = this.turn.then(async () => await work(this));
		this.turn = mine.catch(() => {});
		return await mine;
	}

	async add(marks: string[]): Promise<Set<string>> {
		return this.call(() => {
			const before = new Set(marks.filter((mark) => this.marks.has(mark)));
			for (const mark of marks) this.marks.add(mark);
			return before;
		});
	}

	async remove(marks: string[]): Promise<void> {
		this.call(() => marks.forEach((mark) => this.marks.delete(mark)));
	}

	async count(): Promise<number> {
		return this.call(() => this.marks.size);
	}

	private call<T>(work: () => T): T {
		this.time.pass(CALL_MS);
		const { fault } = this;
		const isHit = fault && (fault.stays ? this.calls >= fault.after : this.calls === fault.after);
		this.calls++;
		if (!isHit) return work();
		if (fault.kind === 'stalls') {
			this.time.pass(STALL_MS);
			return work();
		}
		if (fault.isDone) work();
		throw fault.kind === 'killed' ? new Killed() : new LedgerError('disk full');
	}
}
