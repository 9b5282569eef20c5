import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEAD_AFTER_MS, HOLD_MS, PATIENCE_MS, StoreLock } from '../../nodes/Zen/payout/StoreLock';
import { DeduplicationStore } from '../engine/harness/deduplication.mts';
import { randomFrom } from '../simulator/random.mts';
import { helpersOf } from '../support/nodeStore.mts';
import { TurnClock } from '../support/TurnClock.mts';

const SECOND = 1000;

/** A store, and the executions that use it, each of them as if in a process of its own. */
class Scene {
	readonly store = helpersOf(new DeduplicationStore(), 'pay');
	private inside = 0;
	/** The most that held the lock at once. */
	most = 0;

	constructor(readonly clock: TurnClock) {}

	lock(): StoreLock {
		return new StoreLock(this.store, this.clock.surroundings);
	}

	/** Takes the lock for so long. */
	async hold(ms: number): Promise<void> {
		await this.lock().hold(async () => {
			this.inside += 1;
			this.most = Math.max(this.most, this.inside);
			await this.clock.surroundings.sleep(ms);
			this.inside -= 1;
		});
	}

	/** Takes the lock and dies. Resolves when it has the lock. */
	async die(): Promise<void> {
		await new Promise<void>((taken) => {
			void this.lock().hold(async () => {
				taken();
				await new Promise(() => {});
			});
		});
	}

	get now(): number {
		return this.clock.surroundings.now();
	}
}

const during = async (work: (scene: Scene) => Promise<void>, random = randomFrom(1)) =>
	await TurnClock.during(async (clock) => await work(new Scene(clock)), random);

describe('the lock between executions in different processes', () => {
	it('is held by one at a time, and in the end by each', async () => {
		await during(async (scene) => {
			await Promise.all(Array.from({ length: 12 }, async () => await scene.hold(30)));
			expect(scene.most).toBe(1);
		});
	});

	it('gives back what the work gives, and is free after work that fails', async () => {
		await during(async (scene) => {
			await expect(
				scene.lock().hold(async () => await Promise.reject(new Error('broken'))),
			).rejects.toThrow('broken');
			const started = scene.now;
			expect(await scene.lock().hold(async () => 7)).toBe(7);
			expect(scene.now - started).toBeLessThan(SECOND);
		});
	});

	it('passes on from a process that died, but only after a while', async () => {
		await during(async (scene) => {
			await scene.die();
			const died = scene.now;
			await scene.hold(1);
			expect(scene.now - died).toBeGreaterThan(DEAD_AFTER_MS);
			expect(scene.now - died).toBeLessThan(2 * DEAD_AFTER_MS);
		});
	});

	it('passes on to one only, when several find at the same moment that it is dead', async () => {
		// Numbers so much alike that all of them wait for the same time.
		let drawn = 0;
		const alike = () => 0.5 + 1e-9 * drawn++;
		await during(async (scene) => {
			await scene.die();
			const { sleep } = scene.clock.surroundings;
			const { clearAllProcessedItems } = scene.store;
			let removals = 0;
			scene.store.clearAllProcessedItems = async (...args) => {
				// So slow that the second and the third hit what the first has taken since.
				if (removals < 3) await sleep(50 + 100 * removals++);
				await clearAllProcessedItems(...args);
			};
			await Promise.all(
				[0, 6, 12].map(async (startsAt) => {
					await sleep(startsAt);
					await scene.hold(SECOND);
				}),
			);
			expect(removals).toBe(3);
			expect(scene.most).toBe(1);
		}, alike);
	});

	it('does not take a queue that moves for a process that died', async () => {
		await during(async (scene) => {
			const holds = Math.ceil((1.5 * DEAD_AFTER_MS) / (9 * SECOND)) + 1;
			await Promise.all(Array.from({ length: holds }, async () => await scene.hold(9 * SECOND)));
			expect(scene.most).toBe(1);
		});
	});

	it('does not trust work that took so long that somebody else may have been at it', async () => {
		await during(async (scene) => {
			const slow = scene.lock().hold(async () => {
				await scene.clock.surroundings.sleep(2 * DEAD_AFTER_MS);
			});
			const refused = expect(slow).rejects.toThrow('took too long');
			await scene.hold(HOLD_MS / 2);
			// What the slow one leaves behind is the lock of whoever has it now.
			const later = scene.hold(HOLD_MS / 2);
			await refused;
			await later;
			expect(scene.most).toBe(1);
		});
	});

	it('says so when there is no turn to be had', async () => {
		await during(async (scene) => {
			const others = {
				...scene.store,
				checkProcessedAndRecord: async () => ({ new: ['mine'], processed: ['held'] }),
			};
			const started = scene.now;
			const lock = new StoreLock(others, scene.clock.surroundings);
			await expect(lock.hold(async () => {})).rejects.toThrow('busy all the time');
			expect(scene.now - started).toBeGreaterThanOrEqual(PATIENCE_MS);
		});
	});

	it('tells soon what is wrong with a store that fails', async () => {
		await during(async (scene) => {
			const broken = {
				...scene.store,
				checkProcessedAndRecord: async () => await Promise.reject(new Error('no such table')),
			};
			const started = scene.now;
			const lock = new StoreLock(broken, scene.clock.surroundings);
			await expect(lock.hold(async () => {})).rejects.toThrow('no such table');
			expect(scene.now - started).toBeLessThan(SECOND);
		});
	});

	it('is never held by two, whoever dies and whenever', async () => {
		const execution = fc.record({ startsAt: fc.nat(300), holds: fc.nat(200), dies: fc.boolean() });
		const scenes = fc.record({
			seed: fc.nat(),
			executions: fc.array(execution, { minLength: 2, maxLength: 5 }),
		});
		await fc.assert(
			fc.asyncProperty(scenes, async ({ seed, executions }) => {
				await during(async (scene) => {
					const { sleep } = scene.clock.surroundings;
					const dead = executions.filter(({ dies }) => dies).length;
					await Promise.allSettled(
						executions.map(async ({ startsAt, holds, dies }) => {
							await sleep(startsAt);
							await (dies ? scene.die() : scene.hold(holds));
						}),
					);
					expect(scene.most).toBeLessThan(2);
					// A later one gets its turn all the same.
					if (dead < 4) await scene.hold(1);
				}, randomFrom(seed));
			}),
			{ numRuns: 25 },
		);
	});
});
