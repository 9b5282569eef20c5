import { list, mapping, resolved, type Mapping } from './document.mts';
import { markOf, stronger, weaker, type Mark } from './evidence.mts';

/** Field paths such as `amount.value` with their marks. Arrays leave no trace in the path. */
export type Fields = Map<string, Mark>;

/**
 * The fields of everything that a request body or an answer carries. No field is better known than
 * what carries it; where a schema extends another, the better mark of a field counts.
 */
export function carriedFields(document: Mapping, carrier: Mapping, mark: Mark): Fields {
	const fields: Fields = new Map();
	for (const media of Object.values(mapping(carrier.content))) {
		collect(document, mapping(media).schema, { path: '', mark, above: [], fields });
	}
	return fields;
}

interface Position {
	path: string;
	mark: Mark;
	/** The schemas on the way down: one that holds itself is not entered again. */
	above: Mapping[];
	fields: Fields;
}

function collect(document: Mapping, value: unknown, position: Position): void {
	const schema = resolved(document, value);
	if (position.above.includes(schema)) return;
	const inside = { ...position, above: [...position.above, schema] };

	for (const [name, property] of Object.entries(mapping(schema.properties))) {
		const path = position.path ? `${position.path}.${name}` : name;
		const mark = weaker(position.mark, markOf(mapping(property)));
		const known = position.fields.get(path);
		position.fields.set(path, known ? stronger(known, mark) : mark);
		collect(document, property, { ...inside, path, mark });
	}
	if (schema.items) collect(document, schema.items, inside);
	for (const key of ['allOf', 'oneOf', 'anyOf']) {
		for (const part of list(schema[key])) collect(document, part, inside);
	}
}
