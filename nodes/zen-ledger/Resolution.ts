import type { Remembered, UnderKey } from '../zen-payout';
import type { Dates } from './Dates';
import type { MarkNames } from './MarkNames';
import type { Marks, MarkStore } from './markStore';
import type { Question } from './Question';

const HOUR_MS = 3_600_000;
// Further back nobody has to know it to the second.
const LONG_AGO_MS = HOUR_MS;
// So long may it take to look through ZEN's lists between the two.
const LOOKED_MS = HOUR_MS;

/** What a person puts right in n8n's store, by nothing but a key. */
export class Resolution {
	constructor(
		private readonly store: MarkStore,
		private readonly names: MarkNames,
		private readonly question: Question,
		private readonly datesIn: (store: Pick<MarkStore, 'exclusively'>) => Dates,
	) {}

	/** See `Resolvable.under`. */
	async under(key: string, now: number): Promise<UnderKey> {
		const told = await this.store.exclusively(async (marks) => await this.standing(marks, key));
		if (told.state === 'fresh') return { ...told, agoMs: 0 };
		const dates = this.datesIn(this.store);
		const { firstDay, lastDay } = await dates.attemptsOf(unknownUnder(key), now);
		const last = await latestIn(dates, key, now);
		const agoMs = Math.max(0, now - last);
		return { ...told, firstDay, lastDay, agoMs, attempt: `${now} ${last}` };
	}

	/** See `Resolvable.resolve`. The print stays behind, and stands for nothing without its key. */
	async resolve(key: string, { attempts, attempt = '' }: UnderKey): Promise<boolean> {
		const { names } = this;
		const [now, last] = attempt.split(' ').map(Number) as [number, number];
		return await this.store.exclusively(async (marks) => {
			const present = await this.standing(marks, key);
			if (present.state !== 'open' || present.attempts !== attempts) return false;
			// Taken back meanwhile, and tried anew.
			const here = this.datesIn({ exclusively: async (work) => await work(marks) });
			if ((await latestIn(here, key, now)) !== last) return false;
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

/** When it was tried last, also since that time. */
async function latestIn(dates: Dates, key: string, now: number): Promise<number> {
	return await dates.lastTried(key, now + LOOKED_MS, LONG_AGO_MS + LOOKED_MS);
}

function unknownUnder(key: string): Remembered {
	return { key, fingerprint: '', likeness: '' };
}
