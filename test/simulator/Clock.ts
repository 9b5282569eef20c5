interface Job {
	due: number;
	run: () => void;
	timer?: NodeJS.Timeout;
}

/** The simulator's time: real or handed in, can be moved forward, and wakes what waits for it. */
export class Clock {
	private offset = 0;
	private readonly jobs = new Set<Job>();

	constructor(private readonly source: () => Date = () => new Date()) {}

	now(): Date {
		return new Date(this.source().getTime() + this.offset);
	}

	/** Runs something once, after that many ms; never keeps the process alive. */
	after(ms: number, run: () => void): void {
		const job: Job = { due: this.now().getTime() + ms, run };
		this.jobs.add(job);
		this.arm(job, ms);
	}

	/** Moves the time forward by that many ms and runs at once what has become due. */
	advance(ms: number): void {
		this.offset += ms;
		const now = this.now().getTime();
		for (const job of [...this.jobs].sort((a, b) => a.due - b.due)) {
			clearTimeout(job.timer);
			if (job.due <= now) this.fire(job);
			else this.arm(job, job.due - now);
		}
	}

	/** Forgets everything that waits. */
	clear(): void {
		for (const job of this.jobs) clearTimeout(job.timer);
		this.jobs.clear();
	}

	private arm(job: Job, ms: number): void {
		job.timer = setTimeout(() => this.fire(job), ms);
		job.timer.unref();
	}

	private fire(job: Job): void {
		if (this.jobs.delete(job)) job.run();
	}
}
