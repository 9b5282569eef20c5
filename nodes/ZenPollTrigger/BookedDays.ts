import { shortHash, splitHashes } from '../zen-events/shortHash';

/** For the static data: by day of booking, `yyyy-MM-dd`, the hashes of the payments' ids. */
export type KeptDays = Record<string, string>;

/** Which payments of an account were seen, by the day they were booked on. */
export class BookedDays {
	private readonly dayOf = new Map<string, string>();

	constructor(kept: KeptDays = {}) {
		for (const [day, hashes] of Object.entries(kept)) {
			for (const hash of splitHashes(hashes)) this.dayOf.set(hash, day);
		}
	}

	has(paymentId: string): boolean {
		return this.dayOf.has(shortHash(paymentId));
	}

	add(paymentId: string, day: string): void {
		this.dayOf.set(shortHash(paymentId), day);
	}

	/** What was booked on that day or later; the rest is never asked for again. */
	keptFrom(firstDay: string): KeptDays {
		const kept: KeptDays = {};
		for (const [hash, day] of this.dayOf) {
			if (day >= firstDay) kept[day] = (kept[day] ?? '') + hash;
		}
		return kept;
	}
}
