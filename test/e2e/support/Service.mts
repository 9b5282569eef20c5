import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { until } from './until.mts';

interface ServiceOptions {
	command: string;
	args: string[];
	env: NodeJS.ProcessEnv;
	cwd: string;
	/** Everything it prints goes here. */
	logFile: string;
	user?: { uid: number; gid: number };
}

const running = new Set<Service>();

/** A process that runs beside the tests, together with all that it starts itself. */
export class Service {
	private constructor(
		private readonly child: ChildProcess,
		private readonly logFile: string,
	) {
		running.add(this);
		for (const event of ['exit', 'error']) child.once(event, () => running.delete(this));
	}

	static start({ command, args, env, cwd, logFile, user }: ServiceOptions): Service {
		const log = openSync(logFile, 'a');
		// A group of its own, so that its children can be ended with it.
		const stdio: ['ignore', number, number] = ['ignore', log, log];
		const child = spawn(command, args, { cwd, env, stdio, detached: true, ...user });
		closeSync(log);
		return new Service(child, logFile);
	}

	get pid(): number {
		return this.child.pid ?? 0;
	}

	get log(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	get hasEnded(): boolean {
		return this.child.exitCode !== null || this.child.signalCode !== null || !this.child.pid;
	}

	/** Waits until `look` says true. @throws with the end of the log when it ends before or takes too long */
	async ready(look: () => Promise<boolean>, withinMs: number): Promise<void> {
		const name = basename(this.logFile);
		const check = async () => {
			if (this.hasEnded) throw new Error(`${name} has ended early:\n${this.log.slice(-4000)}`);
			return (await look().catch(() => false)) || undefined;
		};
		await until(check, { what: `${name} is ready`, withinMs }).catch((error: Error) => {
			throw new Error(`${error.message}\n${this.log.slice(-4000)}`);
		});
	}

	/** Asks it to end, and ends it with all its children when it does not do so in time. */
	async stop(withinMs = 15_000): Promise<void> {
		if (!this.hasEnded) {
			const ended = once(this.child, 'exit');
			this.child.kill('SIGTERM');
			const timer = setTimeout(() => this.kill(), withinMs);
			await ended;
			clearTimeout(timer);
		}
		this.kill();
	}

	/** Ends it and all its children at once, without a word. */
	kill(): void {
		if (!this.child.pid) return;
		try {
			process.kill(-this.child.pid, 'SIGKILL');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	}
}

process.once('exit', () => {
	for (const service of running) service.kill();
});

// A signal ends a process without `exit`, unless somebody listens.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => {
		if (process.listenerCount(signal) === 1) process.exit(1);
	});
}
