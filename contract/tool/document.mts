import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** A mapping of the contract, as it stands in the YAML. */
export type Mapping = Record<string, unknown>;

export async function readContract(path: string): Promise<Mapping> {
	return mapping(parse(await readFile(path, 'utf8')));
}

/** The value where it is a mapping, else an empty one: parts of an OpenAPI document are optional. */
export function mapping(value: unknown): Mapping {
	return value !== null && typeof value === 'object' && !Array.isArray(value)
		? (value as Mapping)
		: {};
}

export function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

/** Follows a local `$ref`; anything else is returned as it is. Throws for a target that is missing. */
export function resolved(document: Mapping, value: unknown): Mapping {
	const { $ref: reference } = mapping(value);
	if (typeof reference !== 'string') return mapping(value);
	const target = reference
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
		.reduce<unknown>((node, key) => mapping(node)[key], document);
	if (target === undefined) throw new Error(`The contract refers to ${reference}, which it lacks.`);
	return resolved(document, target);
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

export function isMethod(key: string): boolean {
	return methods.includes(key);
}
