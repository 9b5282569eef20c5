import { setTimeout as after } from 'node:timers/promises';
import type { Postgres } from '../scaleOut/Postgres.mts';
import type { Proxy } from './support.mts';

const CUT_RATE = 0.02;
const LONGEST_QUIET_MS = 5_000;

/** What a database goes through while it is used: it is killed, and connections to it are cut. */
export class Havoc {
	crashes = 0;
	private isOn = false;
	private done: Promise<void> = Promise.resolve();

	constructor(
		private readonly postgres: Postgres,
		private readonly proxy: Proxy,
		private readonly random: () => number,
	) {}

	get cuts(): number {
		return this.proxy.cuts;
	}

	start(): void {
		this.isOn = true;
		// What was sent has arrived by then; its answer is lost.
		this.proxy.cutAfter = () => this.random() < CUT_RATE;
		this.done = this.crashNowAndThen();
		// Told by `stop`, which nobody has called yet.
		this.done.catch(() => {});
	}

	/** @returns once the database is up again */
	async stop(): Promise<void> {
		this.isOn = false;
		this.proxy.cutAfter = () => false;
		await this.done;
	}

	private async crashNowAndThen(): Promise<void> {
		while (this.isOn) {
			await after(this.random() * LONGEST_QUIET_MS);
			if (!this.isOn) return;
			await this.postgres.crash();
			this.crashes += 1;
			await this.postgres.resume();
		}
	}
}
