/** Time that passes when it is told to, and does then what was put off until then. */
export class FakeTime {
	private time = 0;
	private put: Array<{ at: number; work: () => void }> = [];

	readonly now = () => this.time;
	readonly after = (ms: number, work: () => void) =>
		void this.put.push({ at: this.time + ms, work });

	get waiting(): number {
		return this.put.length;
	}

	pass(ms: number): void {
		const end = this.time + ms;
		for (;;) {
			const [next] = this.put.filter(({ at }) => at <= end).sort((one, two) => one.at - two.at);
			if (!next) break;
			this.put = this.put.filter((one) => one !== next);
			this.time = next.at;
			next.work();
		}
		this.time = end;
	}
}
