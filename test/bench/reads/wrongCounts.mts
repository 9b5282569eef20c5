import type { Compared, Found } from './measure.mts';
import { FIXED } from './ReadsSite.mts';

/** The most reads that the node has under way, and so the most connections, by itself. */
const MOST_AT_ONCE = 64;

/** What was counted otherwise than it has to be, a sentence each; how long anything took is not looked at. */
export function wrongCounts({ compared, limited }: Found): string[] {
	const unanswered = limited.filter(({ refused }) => refused < 0);
	return [
		...compared.flatMap(wrongIn),
		...unanswered.map(({ atOnce }) => `Fewer requests than reads, ${atOnce ?? 'any'} at once`),
	];
}

function wrongIn({ roundTripMs, count, first, again, beside }: Compared): string[] {
	const wrong: string[] = [];
	const expect = (holds: boolean, what: string) => {
		if (!holds) wrong.push(`${count} reads over a link of ${roundTripMs} ms: ${what}`);
	};
	const all = {
		first,
		again,
		...(beside && { fixed: beside.fixed, fixedFirst: beside.fixedFirst, http: beside.http }),
	};
	for (const [name, { requests }] of Object.entries(all)) {
		expect(requests === count, `${requests} requests (${name})`);
	}
	const { handshakes } = first;
	const most = Math.min(count, MOST_AT_ONCE);
	expect(
		handshakes >= 1 && handshakes <= most,
		`${handshakes} handshakes, at most ${most} expected`,
	);
	const more = again.handshakes;
	expect(handshakes + more <= MOST_AT_ONCE, `${more} more handshakes in the next execution`);
	if (!beside) return wrong;
	const { fixed, fixedFirst, http } = beside;
	const opened = fixedFirst.handshakes;
	expect(opened === Math.min(count, FIXED), `${opened} handshakes with ${FIXED} at once`);
	expect(fixed.handshakes === 0, `${fixed.handshakes} handshakes over what is open`);
	// Or the node would be measured by something that keeps its connections as well.
	expect(http.handshakes === count, `${http.handshakes} handshakes of the HTTP Request node`);
	return wrong;
}
