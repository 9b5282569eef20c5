import { only, ZenError } from '../zen-client';
import type { Result, Run } from '../Zen/operation';
import { toPayment, withMessage } from './destination';
import type { SentOutcome } from './destination';

// Evidence: these were observed. A status that is not known here is passed on, not taken as final.
const FINAL = new Set(['SETTLED', 'REJECTED']);

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Loads an accepted payment again and again until its status is final or the time is over. It never
 * fails: the payment was made, and a look that did not work is told in `message`.
 */
export async function waitForFinalStatus(
	run: Run,
	result: Result,
	waitMs: number,
): Promise<Result> {
	const { zen, surroundings } = run;
	const { outcome, paymentId } = result.json as { outcome: SentOutcome; paymentId: unknown };
	const externalId = String(result.json.externalId);
	if (typeof paymentId !== 'string') {
		return withMessage(result, result.json.message ?? 'ZEN gave no ID to follow the payment by');
	}
	const deadline = surroundings.now() + waitMs;
	let last = result;
	let trouble = '';
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
		if (FINAL.has(String(last.json.status))) return last;
		const left = deadline - surroundings.now();
		if (left <= 0 || surroundings.signal?.aborted) break;
		await surroundings.sleep(Math.min(pause, left));
		try {
			last = toPayment.toResult(outcome, externalId, await zen.payment(paymentId));
			trouble = '';
		} catch (error) {
			trouble = ` The last look did not work: ${only(ZenError, error).message}.`;
		}
	}
	const seconds = Math.round(waitMs / 1000);
	return withMessage(
		last,
		`The payment was accepted, but is not final after ${seconds} s of waiting: ${last.json.status}.${trouble} Look again with Payment → Get.`,
	);
}
