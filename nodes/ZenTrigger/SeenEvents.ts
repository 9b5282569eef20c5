import { shortHash, splitHashes } from '../zen-events/shortHash';

const KEPT = 5_000;

/**
 * Which events have started an execution already.
 *
 * What was seen lives in this process, which tells simultaneous duplicates apart, and in n8n's
 * static data, which survives a restart. An event is *claimed* before its execution is started, and
 * *settled* once n8n has answered: if n8n could not start it, the claim is given up, so that the
 * notification is no duplicate when it comes again. A claim of one request is not written to the
 * static data by another one, or giving it up would come too late.
 */
export class SeenEvents {
	private readonly claimed = new Set<string>();
	private readonly settled = new Set<string>();
	private learnt: unknown;

	/** Takes in what the static data holds: of before a restart, or of another process. */
	learn(text: unknown): void {
		if (text === this.learnt) return;
		for (const hash of splitHashes(text)) this.settled.add(hash);
		this.learnt = text;
		this.forgetOldest();
	}

	/** Claims an event. False if it was seen: then it must not be emitted. */
	claim(eventId: string): boolean {
		const hash = shortHash(eventId);
		if (this.claimed.has(hash) || this.settled.has(hash)) return false;
		this.claimed.add(hash);
		return true;
	}

	settle(eventId: string): void {
		const hash = shortHash(eventId);
		this.claimed.delete(hash);
		this.settled.add(hash);
		this.forgetOldest();
	}

	/** Gives a claim up: the execution was not started. */
	giveUp(eventId: string): void {
		this.claimed.delete(shortHash(eventId));
	}

	/** For the static data: everything settled, and the event whose request is going to write it. */
	text(eventId?: string): string {
		const own = eventId === undefined ? [] : [shortHash(eventId)];
		return [...this.settled, ...own].join('');
	}

	private forgetOldest(): void {
		for (const hash of this.settled) {
			if (this.settled.size <= KEPT) return;
			this.settled.delete(hash);
		}
	}
}
