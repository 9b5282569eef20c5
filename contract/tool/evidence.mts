import { mapping, type Mapping } from './document.mts';
import { parts } from './parts.mts';

/** From the best known to the least. */
export const marks = ['documented', 'observed', 'claimed', 'elsewhere', 'assumed'] as const;
export type Mark = (typeof marks)[number];

export function isMark(value: unknown): value is Mark {
	return marks.includes(value as Mark);
}

export function weaker(a: Mark, b: Mark): Mark {
	return marks.indexOf(a) > marks.indexOf(b) ? a : b;
}

export function stronger(a: Mark, b: Mark): Mark {
	return weaker(a, b) === a ? b : a;
}

/** The mark of a part. Throws where it has none: `unmarked` is asked first. */
export function markOf(node: Mapping): Mark {
	const mark = node['x-evidence'];
	if (isMark(mark)) return mark;
	throw new Error(`A part of the contract has no valid x-evidence: ${JSON.stringify(node)}`);
}

/**
 * One sentence for each part that does not say how well it is known, or says it in a word that is
 * no mark; each names the part by its JSON pointer.
 */
export function unmarked(document: Mapping): string[] {
	const choice = marks.join(', ');
	return [...parts(document)].flatMap(({ pointer, node }) => {
		const mark = node['x-evidence'];
		const values = Object.keys(mapping(node['x-known-values']));
		const found: string[] = [];
		if (mark === undefined) found.push(`${pointer} has no x-evidence (${choice})`);
		else if (!isMark(mark)) {
			found.push(`${pointer} has x-evidence ${JSON.stringify(mark)}, which is none of ${choice}`);
		}
		for (const key of values.filter((value) => !isMark(value))) {
			found.push(`${pointer} has x-known-values under "${key}", which is none of ${choice}`);
		}
		return found;
	});
}
