import type { UnderKey } from '../zen-payout';
import { stated } from './Facts';
import type { MarkNames } from './MarkNames';
import type { Marks, MarkStore } from './markStore';
import type { Question } from './Question';

/** What a person puts right in n8n's store, by nothing but a key. */
export class Resolution {
	constructor(
		private readonly store: MarkStore,
		private readonly names: MarkNames,
		private readonly question: Question,
	) {}

	async under(key: string): Promise<Pick<UnderKey, 'state' | 'attempts'>> {
		return await this.store.exclusively(async (marks) => await this.standing(marks, key));
	}

	/** See `Resolvable.resolve`. The print stays behind, and stands for nothing without its key. */
	async resolve(key: string, attempts: number): Promise<boolean> {
		const { names } = this;
		return await this.store.exclusively(async (marks) => {
			const present = await this.standing(marks, key);
			if (present.state !== 'open' || present.attempts !== attempts) return false;
			await marks.add([names.resolved(key, attempts)]);
			const numbers = Array.from({ length: attempts }, (_, before) => before + 1);
			await marks.remove([
				names.sent(key),
				names.open(key),
				...stated(numbers.map((number) => names.again(key, number))),
				...numbers.map((number) => names.settled(key, number)),
			]);
			return true;
		});
	}

	private async standing(marks: Marks, key: string): Promise<Pick<UnderKey, 'state' | 'attempts'>> {
		const unknown = { key, fingerprint: '', likeness: '' };
		const [{ standing }] = (await this.question.about(marks, [unknown], true)) as [
			{ standing: UnderKey | { state: 'fresh' } },
		];
		return standing.state === 'fresh' ? { state: 'fresh', attempts: 0 } : standing;
	}
}
