import { PayoutSession } from '../zen-payout';
import type { Payout } from '../zen-payout';
import type { Run } from './operation';
import { checkForTool } from './toolChecks';

const sessions = new WeakMap<Run, PayoutSession>();

/** The one session of a run, for its payments and its drafts. */
export function sessionOf(run: Run): PayoutSession {
	const session = sessions.get(run) ?? new PayoutSession(run);
	sessions.set(run, session);
	return session;
}

/** Checks a batch before anything of it is sent. @returns what is wrong with which, by their place */
export async function checkPayouts(run: Run, payouts: Payout[]): Promise<Map<number, Error>> {
	const weakened = run.isTool ? checkForTool(payouts) : new Map<number, Error>();
	const places = [...payouts.keys()].filter((place) => !weakened.has(place));
	if (places.length === 0) return weakened;
	const found = await sessionOf(run).check(places.map((place) => payouts[place]!));
	for (const [place, error] of found) weakened.set(places[place]!, error);
	return weakened;
}
