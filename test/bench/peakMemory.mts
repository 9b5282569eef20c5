import { readFileSync, writeFileSync } from 'node:fs';

/** From here on the peak of a process counts anew. Linux only, as is {@link peakOf}. */
export function resetPeak(pid: number): void {
	writeFileSync(`/proc/${pid}/clear_refs`, '5');
}

/** The most memory that a process has had since then, in bytes. */
export function peakOf(pid: number): number {
	const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kib) * 1024;
}
