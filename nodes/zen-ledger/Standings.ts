import type { Remembered, Standing } from '../zen-payout';
import type { MarkStore } from './markStore';
import type { OwnTries } from './OwnTries';
import type { Details, Question } from './Question';

// A question about one takes seven marks for a moment, and the store compares each with all that it has.
const ASKED_AT_ONCE = 50;

/** Asks how payments stand, and keeps in mind what was answered. */
export class Standings {
	constructor(
		private readonly store: Pick<MarkStore, 'exclusively'>,
		private readonly question: Question,
		private readonly own: OwnTries,
	) {}

	/** @param isKnown see `Question.about` */
	async ofAll(
		payments: Remembered[],
		isKnown: (payment: Remembered) => boolean,
	): Promise<Standing[]> {
		const standings: Standing[] = [];
		for (let place = 0; place < payments.length; place += ASKED_AT_ONCE) {
			const some = payments.slice(place, place + ASKED_AT_ONCE);
			const told = await this.store.exclusively(
				async (marks) => await this.question.about(marks, some, isKnown),
			);
			for (const [index, payment] of some.entries()) {
				standings.push(this.noted(payment, told[index]) ?? (await this.of(payment)));
			}
		}
		return standings;
	}

	/** How one stands, however long ago it was tried. */
	async of(payment: Remembered): Promise<Standing> {
		const details = await this.store.exclusively(
			async (marks) => await this.question.aboutOne(marks, payment),
		);
		return this.noted(payment, details)!;
	}

	private noted({ key }: Remembered, details: Details | undefined): Standing | undefined {
		if (details) this.own.learn(key, details);
		return details?.standing;
	}
}
