import { PayoutSession } from '../zen-payout';
import type { Run } from './operation';

const sessions = new WeakMap<Run, PayoutSession>();

/** The one session of a run, for its payments and its drafts. */
export function sessionOf(run: Run): PayoutSession {
	const session = sessions.get(run) ?? new PayoutSession(run);
	sessions.set(run, session);
	return session;
}
