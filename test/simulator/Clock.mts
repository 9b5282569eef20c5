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

	/** Moves the time forward by that many ms; what becomes due on the way happens at its own time. */
	advance(ms: number): void {
		const target = this.now().getTime() + ms;
		for (let job = this.next(target); job; job = this.next(target)) {
			this.moveTo(Math.max(job.due, this.now().getTime()));
			clearTimeout(job.timer);
			this.fire(job);
		}
		this.moveTo(target);
		for (const job of this.jobs) {
			clearTimeout(job.timer);
			this.arm(job, job.due - target);
		}
	}

	/** Forgets everything that waits. */
	clear(): void {
		for (const job of this.jobs) clearTimeout(job.timer);
		this.jobs.clear();
	}

	private next(until: number): Job | undefined {
		const [first] = [...this.jobs].sort((a, b) => a.due - b.due);
		return first && first.due <= until ? first : undefined;
	}

	private moveTo(time: number): void {
		this.offset += time - this.now().getTime();
	}

	private arm(job: Job, ms: number): void {
		job.timer = setTimeout(() => this.fire(job), ms);
		job.timer.unref();
	}

	private fire(job: Job): void {
		if (this.jobs.delete(job)) job.run();
	}
}
