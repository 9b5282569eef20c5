import { isDoubtful, only, Stopwatch, ZenError } from '../zen-client';
import type { Entry } from '../zen-client';
import type { Sent } from './outcomes';
import type { Payout } from './Payout';
import { rejected, saidNo } from './words';
import type { PayoutWorld } from './World';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Loads a payment that ZEN took again and again until its status is final or the time is over. A look
 * that did not work is told in `message`: the payment was made.
 *
 * @throws PayoutError when ZEN has rejected it, or ends with a status that is not known
 */
export async function waitForFinalStatus(
	{ zen, surroundings }: Pick<PayoutWorld, 'zen' | 'surroundings'>,
	payout: Payout,
	sent: Sent,
	waitMs: number,
): Promise<Sent> {
	const { id } = sent;
	if (sent.outcome === 'checked' || sent.state === 'settled') return sent;
	if (id === undefined) {
		return { ...sent, message: sent.message ?? 'ZEN gave no ID to follow the payment by' };
	}
	const waiting = new Stopwatch(surroundings);
	let last = sent;
	let trouble = '';
	let doubtful: Entry | undefined;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
		const left = waitMs - waiting.steadyMs;
		if (left <= 0 || surroundings.signal?.aborted) break;
		await surroundings.sleep(Math.min(pause, left));
		try {
			const { entry, raw } = await zen.entry(payout.kind, id);
			if (entry.state === 'rejected') throw rejected(payout, entry, 'now');
			doubtful = entry.state === 'other' && isDoubtful(entry.status) ? entry : undefined;
			last = { ...last, status: entry.status, state: entry.state, raw };
			if (entry.state === 'settled') return last;
			trouble = '';
		} catch (error) {
			trouble = ` The last look did not work: ${only(ZenError, error).message}.`;
		}
	}
	if (doubtful) throw saidNo(payout, { ...doubtful, id }, 'now');
	const seconds = Math.round(waitMs / 1000);
	const note = `The payment was accepted, but is not final after ${seconds} s of waiting: ${last.status}.${trouble} Look again with Payment → Get.`;
	return { ...last, message: [sent.message, note].filter(Boolean).join('. ') };
}
