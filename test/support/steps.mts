import type { Steps } from '../../nodes/Zen/steps';

/** Does all steps without a pause. */
export function atOnce<Result>(steps: Steps<Result>): Result {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
	}
}
