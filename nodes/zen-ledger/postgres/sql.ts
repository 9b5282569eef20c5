import type { Statement } from './connections';

/** A piece of SQL, whose values never become part of its text. */
export class Sql {
	constructor(
		private readonly parts: readonly string[],
		private readonly given: readonly unknown[],
	) {}

	/** As one statement without a name, which a pooler between does not have to remember. */
	statement(): Statement {
		const values: unknown[] = [];
		return { text: this.write(values), values };
	}

	private write(values: unknown[]): string {
		return this.parts.reduce((text, part, place) => {
			const given = this.given[place - 1];
			if (given instanceof Sql) return text + given.write(values) + part;
			values.push(storable(given));
			return `${text}$${values.length}${part}`;
		});
	}
}

/** Writes SQL: what stands in it is a value, unless it is SQL itself. */
export function sql(parts: TemplateStringsArray, ...given: unknown[]): Sql {
	return new Sql(parts, given);
}

/** SQL that is our own text, such as the name of a table. */
export function raw(text: string): Sql {
	return new Sql([text], []);
}

/** PostgreSQL has no texts with a zero character. */
function storable(value: unknown): unknown {
	if (typeof value === 'string') return value.replaceAll('\0', '');
	return value ?? null;
}
