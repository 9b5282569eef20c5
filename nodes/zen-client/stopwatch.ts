import type { Surroundings } from './caller';

type Clocks = Pick<Surroundings, 'now' | 'elapsed'>;

/** How long ago something began, by two clocks. */
export class Stopwatch {
	private readonly wall: number;
	private readonly steady: number;

	constructor(private readonly clocks: Clocks) {
		this.wall = clocks.now();
		this.steady = steadyTime(clocks);
	}

	/** ms by the clock that nobody sets. It stands still while the machine sleeps. */
	get steadyMs(): number {
		return steadyTime(this.clocks) - this.steady;
	}

	/**
	 * ms by whichever clock says more: the machine may have slept, or its clock may have been set. For
	 * what must not be too old.
	 */
	get mostMs(): number {
		return Math.max(this.steadyMs, this.clocks.now() - this.wall);
	}

	/** By how many ms the two clocks have come apart since then. */
	get apartMs(): number {
		return Math.abs(this.clocks.now() - this.wall - this.steadyMs);
	}
}

/** ms since some moment; as good as the clocks that there are. */
export function steadyTime(clocks: Clocks): number {
	return clocks.elapsed?.() ?? clocks.now();
}
