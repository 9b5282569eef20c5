import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../nodes/zen-payout';
import { fingerprintOf } from '../../nodes/zen-payout/key';
import { story } from '../support/payoutCore/scenario.mts';
import { StoryRun } from '../support/payoutCore/StoryRun.mts';
import type { End } from '../support/payoutCore/StoryRun.mts';
import type { Booked } from '../support/payoutCore/VirtualBank.mts';

const OUTCOMES: Outcome[] = [
	'accepted',
	'alreadySent',
	'rejected',
	'refused',
	'notSent',
	'unknown',
	'unresolved',
];
const RUNS = Number(process.env.PAYOUT_RUNS ?? 3_000);

describe('Payouts', () => {
	it('go out once and are never called what they are not, whatever goes wrong', async () => {
		const seen: Record<string, number> = {};
		const count = (what: string, by = 1) => (seen[what] = (seen[what] ?? 0) + by);
		await fc.assert(
			fc.asyncProperty(story, async (one) => {
				const run = new StoryRun(one);
				await run.play((end) => {
					count(end.outcome);
					check(end, run);
				});
				count('unpromised', run.bank.unpromised);
				expect(run.bank.broken).toEqual([]);
			}),
			{ numRuns: RUNS },
		);
		// Or it would prove nothing.
		for (const outcome of OUTCOMES) expect(seen[outcome], outcome).toBeGreaterThan(RUNS / 100);
		expect(seen.unpromised).toBeGreaterThan(0);
	});
});

function check(end: End, run: StoryRun): void {
	const { outcome, payout, out, id, message } = end;
	const same = run.bank.books.filter(
		// An accepted draft is a payment, which it is to whoever sees nothing but the list.
		({ post, key, fingerprint, kind, order }) =>
			post !== undefined &&
			key === payout.key &&
			[fingerprint, fingerprintOf(kind, order)].includes(payout.fingerprint),
	);
	const said = `${outcome}: ${message}`;
	if (outcome === 'accepted')
		expect(
			out.map((one) => one.id),
			said,
		).toEqual([id]);
	if (outcome === 'refused' || outcome === 'notSent') expect(out, said).toEqual([]);
	if (outcome === 'rejected') expect(alive(out), said).toEqual([]);
	if (isConfusable(end, run)) return;
	if (outcome === 'alreadySent') {
		expect(same, said).not.toEqual([]);
		if (id !== undefined) {
			const entry = run.bank.books.find((one) => one.id === id)!;
			if (end.run.view.status === 'same') expect(entry.state, said).not.toBe('rejected');
		}
	}
	// Where one went out twice because nothing kept it from that, either may have been rejected.
	// Who does not ask the memory sees nothing but the list, which may be late.
	const isSingle = run.bank.unpromised === 0 && !run.hasForgotten && end.item.remember;
	if (outcome === 'rejected' && isSingle) expect(alive(same), said).toEqual([]);
}

const alive = (books: Booked[]) => books.filter(({ state }) => state !== 'rejected');

/**
 * Whether there is another payment that nothing but its reference, and perhaps its title, tells from
 * this one, and the memory need not know it: made by somebody else, or forgotten, or a draft that was
 * accepted and has another ID since, or made when ZEN told references, which it does no more. Where ZEN
 * tells no references, nobody could say which is which, and what was said once is remembered.
 */
function isConfusable(
	{ payout, run }: End,
	{ bank, hasForgotten, hasSwapped, hasTold }: StoryRun,
): boolean {
	const isUnknown = ({ post, kind, fingerprint, order }: Booked) => {
		const isAccepted = fingerprint !== fingerprintOf(kind, order);
		const isNameless = run.view.reference === 'none' && hasTold;
		return !post || hasForgotten || isAccepted || isNameless;
	};
	const isSame = (one: Booked) =>
		one.post && one.key === payout.key && one.fingerprint === payout.fingerprint;
	return bank.books.some(
		(one) =>
			!isSame(one) &&
			isUnknown(one) &&
			// What comes in under our reference, and is said to go out.
			(one.direction === 'out' || hasSwapped) &&
			one.order.accountId === payout.order.accountId &&
			one.order.amount.value === payout.order.amount.value &&
			// One that has the same reference may be shown without its account number.
			(one.key === payout.key ||
				one.order.receiver.accountNumber === payout.order.receiver.accountNumber),
	);
}
