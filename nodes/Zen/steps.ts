import type { Surroundings } from '../zen-client';

/** Work that can be left for a moment wherever it yields. */
export type Steps<Result> = Generator<void, Result>;

/** Does long work in steps, and lets n8n do other things between them. */
export async function inSteps<Result>(
	steps: Steps<Result>,
	{ sleep }: Pick<Surroundings, 'sleep'>,
): Promise<Result> {
	for (;;) {
		const { done, value } = steps.next();
		if (done) return value;
		await sleep(0);
	}
}
