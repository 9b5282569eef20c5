import { marks, weaker, type Mark } from './evidence.mts';
import type { Fields } from './fields.mts';

/** More names than this are counted instead of listed. */
const most = 3;

/**
 * A table cell about a request or an answer: its own mark, then the fields that are known less
 * well; or, where hardly any field is known as well, the common mark and then the better ones.
 */
export function summary(base: Mark, fields: Fields): string {
	const [kept, less] = [namesOf(fields, base), [...fields].filter(([, mark]) => mark !== base)];
	if (less.length === 0) return base;
	if (less.length > most && kept.length <= most) {
		const worst = less.map(([, mark]) => mark).reduce(weaker);
		const others = marks.filter((mark) => mark !== worst);
		return [worst, ...others.flatMap((mark) => group(fields, mark))].join('; ');
	}
	const others = marks.filter((mark) => mark !== base);
	return [base, ...others.flatMap((mark) => group(fields, mark))].join('; ');
}

function group(fields: Fields, mark: Mark): string[] {
	const names = namesOf(fields, mark);
	if (names.length === 0) return [];
	if (names.length > most) return [`${names.length} of ${fields.size} fields ${mark}`];
	return [`${names.map((name) => `\`${name}\``).join(', ')} ${mark}`];
}

function namesOf(fields: Fields, mark: Mark): string[] {
	return [...fields].filter(([, of]) => of === mark).map(([name]) => name);
}
