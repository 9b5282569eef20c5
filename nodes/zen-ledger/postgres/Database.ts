import { sleep } from 'n8n-workflow';
import { LedgerError } from '../../zen-payout';
import type { Connections, Orphan, Row, Statement } from './connections';
import type { LedgerCredential } from './credential';
import { releasing, restoring } from './ends';
import type { Sql } from './sql';
import { creation, tablesIn } from './tables';
import type { Tables } from './tables';
import {
	askTableState,
	askVersion,
	requireVersion,
	tableStateIn,
	wrongVersion,
	wrongWith,
} from './tableState';
import { explained, isOfOtherVersion, isPassing, isWithoutTable } from './trouble';

/** So long may a call take in all. */
const DEADLINE_MS = 10_000;
const LEAST_MS = 500;
const PAUSES_MS = [100, 400, 1_000, 2_000];
// A statement whose connection was lost has ended at the server by then.
const ORPHAN_MS = 2 * DEADLINE_MS;
const MAKE_ONE_BY_ONE = `SELECT pg_advisory_xact_lock(hashtext('zen_ledger'))`;

/** A database in which ledgers are kept: makes their tables, and comes through lost connections. */
export class Database {
	readonly tables: Tables;

	constructor(
		private readonly connect: () => Connections,
		private readonly credential: LedgerCredential,
		/** Whether nothing is to be made: a table that is not there is empty. */
		private readonly isRead = false,
	) {
		this.tables = tablesIn(credential.schema);
	}

	private get connections(): Connections {
		return this.connect();
	}

	/**
	 * Runs a statement, once more where the connection is lost: only what can be repeated.
	 *
	 * @throws LedgerError when it cannot be told whether it was done, or it was not
	 */
	async run(statement: Sql): Promise<Row[]> {
		const until = performance.now() + DEADLINE_MS;
		for (let tries = 0; ; tries += 1) {
			try {
				if (this.isRead && !(await this.isMade(until))) return [];
				await this.prepare(until);
				await this.takeBackOrphans(until);
				return (await this.ofThisVersion([statement.statement()], until))[0]!;
			} catch (error) {
				const isChanged = isWithoutTable(error) || isOfOtherVersion(error);
				if (isChanged) this.connections.prepared.delete(this.tables.schema);
				const pause = PAUSES_MS[tries];
				const isLate = pause === undefined || performance.now() + pause + LEAST_MS > until;
				const isWorthIt = isPassing(error) || (isChanged && tries === 0);
				if (isLate || !isWorthIt || error instanceof LedgerError) {
					throw explained(error, this.credential);
				}
				await sleep(pause);
			}
		}
	}

	/** Keeps in mind a claim that failed for its caller, and is to be taken back if it stands after all. */
	noteOrphan(orphan: Pick<Orphan, 'ledger' | 'key' | 'token'>): void {
		const { orphans } = this.connections;
		const table = this.tables.payments;
		orphans.set(orphan.token, { ...orphan, table, since: performance.now() });
	}

	/** What is there of the tables, which are not made by this. @throws LedgerError */
	async look(): Promise<{ isComplete: boolean }> {
		const until = performance.now() + DEADLINE_MS;
		try {
			return await this.examine(until);
		} catch (error) {
			throw explained(error, this.credential);
		}
	}

	private async isMade(until: number): Promise<boolean> {
		const { prepared } = this.connections;
		if (prepared.has(this.tables.schema)) return true;
		return (await this.examine(until)).isComplete;
	}

	private async prepare(until: number): Promise<void> {
		const { prepared } = this.connections;
		const { schema } = this.tables;
		const mine = prepared.get(schema) ?? this.makeTables(until);
		prepared.set(schema, mine);
		let isDone = false;
		try {
			await mine;
			isDone = true;
		} finally {
			// What failed is tried again by the next one who asks.
			if (!isDone && prepared.get(schema) === mine) prepared.delete(schema);
		}
	}

	private async makeTables(until: number): Promise<void> {
		const { isComplete } = await this.examine(until);
		if (isComplete) return;
		const statements = [MAKE_ONE_BY_ONE, ...creation(this.tables)];
		await this.connections.transaction(
			statements.map((text) => ({ text, values: [] })),
			until,
		);
		// Another process may have made them meanwhile, in a version of its own.
		await this.examine(until);
	}

	private async examine(until: number): Promise<{ isComplete: boolean }> {
		const ask = async (statement: ReturnType<typeof askVersion>) =>
			(await this.connections.transaction([statement], until))[0]!;
		const state = tableStateIn(await ask(askTableState(this.tables)));
		const wrong = wrongWith(state, this.tables, this.credential.user);
		if (wrong) throw new LedgerError(`the PostgreSQL ledger ${wrong.problem}`, wrong.remedy);
		if (!state.isComplete) return state;
		const outdated = wrongVersion(await ask(askVersion(this.tables)));
		if (!outdated) return state;
		throw new LedgerError(`the PostgreSQL ledger ${outdated.problem}`, outdated.remedy);
	}

	/** One transaction, which changes nothing where the tables have another version by now. */
	private async ofThisVersion(statements: Statement[], until: number): Promise<Row[][]> {
		const all = [requireVersion(this.tables), ...statements];
		return (await this.connections.transaction(all, until)).slice(1);
	}

	/** Before anything else, so that a payment that was never sent does not stand in the way of itself. */
	private async takeBackOrphans(until: number): Promise<void> {
		const { orphans } = this.connections;
		const mine = [...orphans.values()].filter(({ table }) => table === this.tables.payments);
		if (mine.length === 0) return;
		const asked = performance.now();
		const takeBack = mine.flatMap((orphan) => [
			releasing(this.tables, orphan).statement(),
			restoring(this.tables, orphan).statement(),
		]);
		const results = await this.ofThisVersion(takeBack, until);
		mine.forEach(({ token, since }, place) => {
			const isDone = results.slice(2 * place, 2 * place + 2).some((rows) => rows.length > 0);
			if (isDone || asked - since > ORPHAN_MS) orphans.delete(token);
		});
	}
}
