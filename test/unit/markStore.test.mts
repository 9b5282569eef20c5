import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { IExecuteFunctions } from 'n8n-workflow';
import type { MarkStore } from '../../nodes/zen-ledger/markStore';
import { DeduplicationStore } from '../engine/harness/deduplication.mts';
import { node } from '../support/deduplicationChecks.mts';
import { helpersOf } from '../support/nodeStore.mts';
import { TurnClock } from '../support/TurnClock.mts';

const PER_PROCESS = 20;

let store: DeduplicationStore;
beforeEach(() => {
	store = new DeduplicationStore();
});

async function inThisProcess(
	clock: TurnClock,
	nodeId: string,
	of: { helpersOf(nodeId: string): ReturnType<typeof helpersOf> } = {
		helpersOf: (id) => helpersOf(store, id),
	},
): Promise<MarkStore> {
	const { markStoreOf } = await import('../../nodes/zen-ledger/markStore');
	const { workflow } = node(nodeId);
	const context = {
		helpers: of.helpersOf(nodeId),
		getWorkflow: () => workflow,
		getNode: () => ({ type: 'n8n-nodes-zen.zen' }),
	};
	return markStoreOf(context as unknown as IExecuteFunctions, clock.surroundings);
}

/** As from a process of its own: what a module keeps is not shared. */
async function inNewProcess(clock: TurnClock, nodeId: string, of?: HungStore): Promise<MarkStore> {
	vi.resetModules();
	return await inThisProcess(clock, nodeId, of);
}

/** Lets every process add marks of its own, all at the same time. @returns how many were lost */
async function lostBetween(...processes: MarkStore[]): Promise<number> {
	const names = processes.map((_process, index) =>
		Array.from({ length: PER_PROCESS }, (_, count) => `${index}-${count}`),
	);
	await Promise.all(
		processes.map(async (marks, index) => {
			for (const name of names[index]!)
				await marks.exclusively(async (set) => await set.add([name]));
		}),
	);
	const there = await processes[0]!.exclusively(async (set) => await set.add(names.flat()));
	return names.flat().length - there.size;
}

describe('the marks of a workflow', () => {
	it('are all kept when a node runs in several processes at once', async () => {
		await TurnClock.during(async (clock) => {
			const processes = [
				await inNewProcess(clock, 'pay'),
				await inNewProcess(clock, 'pay'),
				await inNewProcess(clock, 'pay'),
			];
			expect(await lostBetween(...processes)).toBe(0);
		});
	});

	it('are all kept when two nodes of the workflow run in one process', async () => {
		await TurnClock.during(async (clock) => {
			const pay = await inNewProcess(clock, 'pay');
			const { markStoreOf } = await import('../../nodes/zen-ledger/markStore');
			const context = {
				helpers: helpersOf(store, 'other'),
				getWorkflow: () => node('other').workflow,
				getNode: () => ({ type: 'n8n-nodes-zen.zen' }),
			};
			const other = markStoreOf(context as unknown as IExecuteFunctions, clock.surroundings);
			expect(await lostBetween(pay, other)).toBe(0);
		});
	});

	// n8n gives a node no row that it could share with another node but the one with the marks itself. A
	// process finds out with its next write, so that nothing but its last one can be lost.
	it("are set again when two nodes of the workflow in two processes wipe out each other's", async () => {
		await TurnClock.during(async (clock) => {
			const [pay, other] = [await inNewProcess(clock, 'pay'), await inNewProcess(clock, 'other')];
			await pay.exclusively(async (set) => await set.add(['an earlier one']));
			expect(await lostBetween(pay, other)).toBeLessThanOrEqual(2);
		});
	});

	it('hold up nobody while a call does not answer, and are all there once it has landed late', async () => {
		await TurnClock.during(async (clock) => {
			const hung = new HungStore(store);
			const first = await inNewProcess(clock, 'pay', hung);
			const { CALLS } = await import('../../nodes/zen-ledger/markStore');
			const usual = CALLS.deadlineMs;
			CALLS.deadlineMs = 100;
			await first.exclusively(async (set) => await set.add(['before']));
			hung.hangsNext = true;
			const late = first.exclusively(async (set) => await set.add(['late']));
			await expect(late).rejects.toThrow(/did not answer in time/);
			// Nothing is sent on a store that owes an answer, and nobody waits for it.
			const next = first.exclusively(async (set) => await set.add(['refused']));
			await expect(next).rejects.toThrow(/still owes the answer/);
			// Another process takes over and writes; then what was read before all that lands.
			const other = await inNewProcess(clock, 'pay');
			await other.exclusively(async (set) => await set.add(['other 1']));
			await hung.land();
			await other.exclusively(async (set) => await set.add(['other 2']));
			await first.exclusively(async (set) => await set.add(['after']));
			const all = ['before', 'late', 'other 1', 'other 2', 'after'];
			const there = await other.exclusively(async (set) => await set.add(all));
			expect([...there].sort()).toEqual([...all].sort());
			CALLS.deadlineMs = usual;
		});
	});

	it.each([0, 11])(
		'are set again when what landed late was of another process, also %d minutes later',
		async (minutes) => {
			await TurnClock.during(async (clock) => {
				const hung = new HungStore(store);
				const first = await inNewProcess(clock, 'pay', hung);
				const { CALLS } = await import('../../nodes/zen-ledger/markStore');
				CALLS.deadlineMs = 100;
				// The memory is as young as can be: nothing in it but what is taken away again.
				await first.exclusively(async (set) => {
					await set.add(['asked']);
					await set.remove(['asked']);
				});
				hung.hangsNext = true;
				const late = first.exclusively(async (set) => await set.add(['asked']));
				await expect(late).rejects.toThrow(/did not answer in time/);
				const other = await inNewProcess(clock, 'pay');
				await other.exclusively(async (set) => await set.add(['A', 'B']));
				await hung.land();
				clock.pass(minutes * 60_000);
				await other.exclusively(async (set) => await set.add(['C']));
				const there = await other.exclusively(async (set) => await set.add(['A', 'B', 'C', 'D']));
				expect([...there]).toEqual(['A', 'B', 'C']);
			});
		},
	);

	it('are set again when what landed late had asked about the last of them', async () => {
		await TurnClock.during(async (clock) => {
			const hung = new HungStore(store);
			const first = await inNewProcess(clock, 'pay', hung);
			const { CALLS } = await import('../../nodes/zen-ledger/markStore');
			CALLS.deadlineMs = 100;
			await first.exclusively(async (set) => await set.add(['early']));
			hung.hangsNext = true;
			const late = first.exclusively(async (set) => await set.add(['print of X']));
			await expect(late).rejects.toThrow(/did not answer in time/);
			const other = await inNewProcess(clock, 'pay');
			const all = ['sent B', 'print of B', 'sent X', 'print of X'];
			for (const mark of all) await other.exclusively(async (set) => await set.add([mark]));
			await hung.land();
			await other.exclusively(async (set) => await set.add(['C']));
			const there = await other.exclusively(async (set) => await set.add(all));
			expect([...there].sort()).toEqual([...all].sort());
		});
	});

	it('stay forgotten once a person has cleared them', async () => {
		await TurnClock.during(async (clock) => {
			const marks = await inNewProcess(clock, 'pay');
			await marks.exclusively(async (set) => await set.add(['A', 'B']));
			await store.clearAllProcessedItems('workflow', node('pay'));
			await marks.exclusively(async (set) => await set.add(['C']));
			await marks.exclusively(async (set) => await set.remove(['C']));
			expect(await marks.exclusively(async (set) => await set.add(['A', 'B', 'C']))).toEqual(
				new Set(),
			);
		});
	});

	it('are refused where another version has written its own, and leave nothing there', async () => {
		await TurnClock.during(async (clock) => {
			const entries = { mode: 'entries' } as const;
			await store.checkProcessedAndRecord(['of old'], 'workflow', node('pay'), entries);
			for (let time = 1; time <= 2; time++) {
				const marks = await inNewProcess(clock, 'pay');
				const added = marks.exclusively(async (set) => await set.add(['A']));
				await expect(added).rejects.toThrow(/another version of this node/);
			}
			expect(store.rowOf(node('pay'))).toHaveLength(1);
		});
	});
});

/** A store of which one call reads at once and writes what it has read only when it is told to. */
class HungStore {
	hangsNext = false;
	private landing = async () => {};

	constructor(private readonly store: DeduplicationStore) {}

	land = async () => await this.landing();

	helpersOf(nodeId: string): ReturnType<typeof helpersOf> {
		const helpers = helpersOf(this.store, nodeId);
		return {
			...helpers,
			checkProcessedAndRecord: async (items, scope, options) => {
				if (!this.hangsNext || scope !== 'workflow') {
					return await helpers.checkProcessedAndRecord(items, scope, options);
				}
				this.hangsNext = false;
				const row = this.store.rowOf(node(nodeId));
				return await new Promise((resolve) => {
					this.landing = async () => {
						await this.store.overwrite(node(nodeId), row, items);
						resolve({ new: items, processed: [] });
					};
				});
			},
		};
	}
}
