import type { Surroundings } from '../../zen-client';

/** So many take some hundredths of a second. */
export const ENTRIES_A_PIECE = 500;

/** A file out of its pieces, each of them made after n8n had the chance to do something else. */
export async function joined(
	pieces: Iterable<Buffer>,
	{ sleep }: Pick<Surroundings, 'sleep'>,
): Promise<Buffer> {
	const made: Buffer[] = [];
	for (const piece of pieces) {
		made.push(piece);
		await sleep(0);
	}
	return Buffer.concat(made);
}
