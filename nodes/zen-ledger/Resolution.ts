import type { Remembered, UnderKey } from '../zen-payout';
import { momentOf } from './Dates';
import type { Dates } from './Dates';
import { askIn } from './Facts';
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

	/**
	 * See `Resolvable.under`. Of an attempt at a time which is not known it notes that it was before now,
	 * so that it can be told later that it is long ago.
	 */
	async under(key: string, now: number): Promise<UnderKey> {
		const { names } = this;
		return await this.store.exclusively(async (marks) => {
			const told = await this.standing(marks, key);
			if (told.state === 'fresh') return { ...told, agoMs: 0 };
			const [dates, guard] = [this.datesWithin(marks), names.asked(key)];
			const { there } = await askIn(marks, guard, [names.undated(key), names.mixed(key)]);
			const isDated = !there.has(names.mixed(key));
			const attempts = isDated ? await dates.attemptsOf(unknownUnder(key), now) : undefined;
			const noted = await latestIn(dates, key, now);
			const isNew = noted === undefined && there.has(names.undated(key));
			if (isNew) await marks.add(momentOf(names, key, now));
			const last = isNew ? await latestIn(dates, key, now) : noted;
			const agoMs = Math.max(0, now - (last ?? now - LONG_AGO_MS));
			const [firstDay, lastDay] = [attempts?.firstDay, attempts?.lastDay];
			return { ...told, firstDay, lastDay, agoMs, attempt: `${now} ${last}` };
		});
	}

	/**
	 * See `Resolvable.resolve`. What is known of the payment only together with what it was stays behind: that
	 * the key was freed is noted, so that it is not taken for what comes after it.
	 */
	async resolve(key: string, { attempts, attempt = '' }: UnderKey): Promise<boolean> {
		const { names } = this;
		const [now, last] = attempt.split(' ') as [string, string];
		return await this.store.exclusively(async (marks) => {
			const standing = await this.standing(marks, key);
			if (standing.state !== 'open' || standing.attempts !== attempts) return false;
			// Taken back meanwhile, and tried anew.
			const present = await latestIn(this.datesWithin(marks), key, Number(now));
			if (String(present) !== last) return false;
			const numbers = Array.from({ length: attempts }, (_, before) => before + 1);
			await marks.add([names.freed(key)]);
			await marks.remove([
				names.sent(key),
				names.asked(key),
				names.mixed(key),
				names.undated(key),
				...numbers.flatMap((number) => [
					names.open(key, number),
					names.settled(key, number),
					names.again(key, number),
				]),
			]);
			return true;
		});
	}

	private datesWithin(marks: Marks): Dates {
		return this.datesIn({ exclusively: async (work) => await work(marks) });
	}

	private async standing(marks: Marks, key: string): Promise<Pick<UnderKey, 'state' | 'attempts'>> {
		const unknown = unknownUnder(key);
		const { standing } = await this.question.aboutOne(marks, unknown);
		return standing.state === 'fresh' ? { state: 'fresh', attempts: 0 } : standing;
	}
}

/** When it was tried last, also since that time; `undefined` when that is long ago. */
async function latestIn(dates: Dates, key: string, now: number): Promise<number | undefined> {
	return await dates.lastNoted(key, now + LOOKED_MS, LONG_AGO_MS + LOOKED_MS);
}

function unknownUnder(key: string): Remembered {
	return { key, fingerprint: '', likeness: '' };
}
