import { randomFrom } from '../random.mts';
import { checkFault } from './checkFault.mts';
import type { CountedFault, Fault } from './fault.mts';

interface Armed {
	fault: Fault;
	matches: (method: string, path: string) => boolean;
	random: () => number;
	seen: number;
	hits: number;
	/** When the latest requests passed, by `performance.now`; for a fault with `perSecond`. */
	passed: number[];
}

const SECOND_MS = 1000;

/** The faults in force. They are looked at in the order in which they were added; the first hits. */
export class Faults {
	private armed: Armed[] = [];

	/** @throws Refusal for a fault that would not do what it says */
	add(fault: Fault): void {
		checkFault(fault);
		this.armed.push({
			fault,
			matches: matcher(fault),
			random: randomFrom(fault.seed ?? 1),
			seen: 0,
			hits: 0,
			passed: [],
		});
	}

	clear(): void {
		this.armed = [];
	}

	list(): CountedFault[] {
		return this.armed.map(({ fault, hits }) => ({ ...fault, hits }));
	}

	/** The fault for a connection that is just being opened. */
	nextForConnection(): Fault | undefined {
		return this.take(({ fault }) => fault.kind === 'refuse');
	}

	/** The fault for a request. */
	nextForRequest(method: string, path: string): Fault | undefined {
		return this.take(({ fault, matches }) => fault.kind !== 'refuse' && matches(method, path));
	}

	private take(applies: (armed: Armed) => boolean): Fault | undefined {
		return this.armed.find((armed) => {
			const { fault } = armed;
			if (!applies(armed) || armed.hits >= (fault.times ?? Infinity)) return false;
			armed.seen += 1;
			if (armed.seen <= (fault.skip ?? 0)) return false;
			if (passes(armed)) return false;
			if (fault.rate !== undefined && armed.random() >= fault.rate) return false;
			armed.hits += 1;
			return true;
		})?.fault;
	}
}

/** Whether a request is still one of those that a second has room for. */
function passes({ fault: { perSecond }, passed }: Armed): boolean {
	if (perSecond === undefined) return false;
	const now = performance.now();
	const isOver = passed.length >= perSecond && now - passed.at(-perSecond)! < SECOND_MS;
	if (isOver) return false;
	passed.push(now);
	if (passed.length > perSecond) passed.shift();
	return true;
}

function matcher({ method, path }: Fault): Armed['matches'] {
	const pattern = typeof path === 'string' && path.startsWith('^') ? new RegExp(path) : path;
	return (seenMethod, seenPath) => {
		if (method !== undefined && method.toUpperCase() !== seenMethod) return false;
		if (pattern === undefined) return true;
		if (typeof pattern === 'string') return seenPath.startsWith(pattern);
		pattern.lastIndex = 0; // a global expression remembers where it stopped
		return pattern.test(seenPath);
	};
}
