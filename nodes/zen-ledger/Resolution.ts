import type { Remembered, UnderKey } from '../zen-payout';
import type { Dates } from './Dates';
import type { MarkNames } from './MarkNames';
import type { Marks, MarkStore } from './markStore';
import type { Question } from './Question';

// Further back nobody has to know it to the second.
const LONG_AGO_MS = 3_600_000;

/** What a person puts right in n8n's store, by nothing but a key. */
export class Resolution {
	constructor(
		private readonly store: MarkStore,
		private readonly names: MarkNames,
		private readonly question: Question,
		private readonly dates: Dates,
	) {}

	/** See `Resolvable.under`. */
	async under(key: string, now: number): Promise<UnderKey> {
		const told = await this.store.exclusively(async (marks) => await this.standing(marks, key));
		if (told.state === 'fresh') return { ...told, agoMs: 0 };
		const { firstDay, lastDay } = await this.dates.attemptsOf(unknownUnder(key), now);
		const last = await this.dates.lastTried(key, now, LONG_AGO_MS);
		return { ...told, firstDay, lastDay, agoMs: now - last };
	}

	/** See `Resolvable.resolve`. The print stays behind, and stands for nothing without its key. */
	async resolve(key: string, attempts: number): Promise<boolean> {
		const { names } = this;
		return await this.store.exclusively(async (marks) => {
			const present = await this.standing(marks, key);
			if (present.state !== 'open' || present.attempts !== attempts) return false;
			const numbers = Array.from({ length: attempts }, (_, before) => before + 1);
			await marks.remove([
				names.sent(key),
				names.asked(key),
				...numbers.flatMap((number) => [
					names.open(key, number),
					names.settled(key, number),
					names.again(key, number),
				]),
			]);
			return true;
		});
	}

	private async standing(marks: Marks, key: string): Promise<Pick<UnderKey, 'state' | 'attempts'>> {
		const unknown = unknownUnder(key);
		const { standing } = await this.question.aboutOne(marks, unknown);
		return standing.state === 'fresh' ? { state: 'fresh', attempts: 0 } : standing;
	}
}

function unknownUnder(key: string): Remembered {
	return { key, fingerprint: '', likeness: '' };
}
