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

async function inThisProcess(clock: TurnClock, nodeId: string): Promise<MarkStore> {
	const { markStoreOf } = await import('../../nodes/zen-ledger/markStore');
	const { workflow } = node(nodeId);
	const context = {
		helpers: helpersOf(store, nodeId),
		getWorkflow: () => workflow,
		getNode: () => ({ type: 'n8n-nodes-zen.zen' }),
	};
	return markStoreOf(context as unknown as IExecuteFunctions, clock.surroundings);
}

/** As from a process of its own: what a module keeps is not shared. */
async function inNewProcess(clock: TurnClock, nodeId: string): Promise<MarkStore> {
	vi.resetModules();
	return await inThisProcess(clock, nodeId);
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
});
