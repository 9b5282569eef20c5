import { readFileSync } from 'node:fs';

/** The processes that a process has started, by their ids, where the system tells. */
export function childrenOf(pid: number): number[] {
	const children = read(`/proc/${pid}/task/${pid}/children`) ?? '';
	return children.split(' ').filter(Boolean).map(Number);
}

/** Whether it does anything any more; one that nobody has asked for its end does not. */
export function isRunning(pid: number): boolean {
	const state = /\) (\w)/.exec(read(`/proc/${pid}/stat`) ?? '')?.[1];
	return state !== undefined && !'ZX'.includes(state);
}

/** Ends a process at once, unless it has ended. */
export function kill(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

function read(file: string): string | undefined {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return undefined;
	}
}
