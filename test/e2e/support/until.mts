import { setTimeout as sleep } from 'node:timers/promises';

interface UntilOptions {
	/** What is waited for, for the message when it does not come. */
	what: string;
	withinMs?: number;
	everyMs?: number;
}

/**
 * Asks again and again until there is an answer.
 *
 * @param look gives the answer, or `undefined` while there is none
 * @throws when there is none in time
 */
export async function until<T>(
	look: () => Promise<T | undefined> | T | undefined,
	{ what, withinMs = 30_000, everyMs = 100 }: UntilOptions,
): Promise<T> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const answer = await look();
		if (answer !== undefined) return answer;
		if (Date.now() > deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
		await sleep(everyMs);
	}
}
