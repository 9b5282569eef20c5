import type { Facts } from './Facts';
import type { MarkNames } from './MarkNames';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** The flags that tell the time of an attempt to the second. @param at ms since the epoch */
export function momentOf(names: MarkNames, key: string, at: number): string[] {
	return [MINUTE_MS, SECOND_MS].map((span) => names.within(key, span, Math.floor(at / span)));
}

/** When something was tried under a key: the minute first, then the second within it. */
export class Moments {
	constructor(
		private readonly facts: Facts,
		private readonly names: MarkNames,
	) {}

	/** See `Ledger.lastTried`. What a process left behind that died here only makes it later. */
	async lastOf(key: string, now: number, backMs: number): Promise<number> {
		const minute = await this.last(key, MINUTE_MS, now, Math.ceil(backMs / MINUTE_MS) + 1);
		if (minute === undefined) return now - backMs;
		const end = (minute + 1) * MINUTE_MS;
		const second = await this.last(key, SECOND_MS, end - SECOND_MS, MINUTE_MS / SECOND_MS);
		return Math.min(now, second === undefined ? end : (second + 1) * SECOND_MS);
	}

	/** The last span of so many, counted from the epoch, in which something was tried. */
	private async last(key: string, spanMs: number, until: number, count: number) {
		const latest = Math.floor(until / spanMs);
		const spans = Array.from({ length: count }, (_, back) => latest - back);
		const { flags } = await this.facts.ask(
			[],
			spans.map((span) => this.names.within(key, spanMs, span)),
		);
		return spans.find((span) => flags.has(this.names.within(key, spanMs, span)));
	}
}
