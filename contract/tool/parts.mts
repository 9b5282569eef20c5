import { isMethod, list, mapping, type Mapping } from './document.mts';

/** A part of the contract that has to say how well it is known. */
export interface Part {
	/** JSON pointer, such as `#/paths/~1accounts~1v1.0/get`. */
	pointer: string;
	node: Mapping;
}

type Walk = (pointer: string, value: unknown) => Generator<Part>;

/** Every server, security scheme, operation, parameter, body, answer, header and schema field. */
export function* parts(document: Mapping): Generator<Part> {
	const components = mapping(document.components);
	yield* each('#/servers', document.servers, marked);
	yield* each('#/paths', document.paths, pathItem);
	yield* each('#/webhooks', document.webhooks, pathItem);
	yield* each('#/components/pathItems', components.pathItems, pathItem);
	yield* each('#/components/securitySchemes', components.securitySchemes, marked);
	yield* each('#/components/parameters', components.parameters, carrier);
	yield* each('#/components/headers', components.headers, carrier);
	yield* each('#/components/requestBodies', components.requestBodies, carrier);
	yield* each('#/components/responses', components.responses, carrier);
	yield* each('#/components/schemas', components.schemas, schema);
}

function* each(pointer: string, values: unknown, walk: Walk): Generator<Part> {
	const entries = Array.isArray(values) ? values.entries() : Object.entries(mapping(values));
	for (const [key, value] of entries) yield* walk(at(pointer, key), value);
}

function at(pointer: string, key: string | number): string {
	return `${pointer}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function* marked(pointer: string, value: unknown): Generator<Part> {
	yield { pointer, node: mapping(value) };
}

function* pathItem(pointer: string, value: unknown): Generator<Part> {
	const item = mapping(value);
	yield* each(`${pointer}/parameters`, item.parameters, carrier);
	for (const [key, operation] of Object.entries(item)) {
		if (!isMethod(key)) continue;
		const { parameters, requestBody, responses, callbacks } = mapping(operation);
		const here = at(pointer, key);
		yield { pointer: here, node: mapping(operation) };
		yield* each(`${here}/parameters`, parameters, carrier);
		if (requestBody !== undefined) yield* carrier(`${here}/requestBody`, requestBody);
		yield* each(`${here}/responses`, responses, carrier);
		yield* each(`${here}/callbacks`, callbacks, (inner, items) => each(inner, items, pathItem));
	}
}

/** A parameter, header, body or answer. One that is only referred to is marked where it stands. */
function* carrier(pointer: string, value: unknown): Generator<Part> {
	const node = mapping(value);
	if (typeof node.$ref === 'string') return;
	yield { pointer, node };
	yield* schema(`${pointer}/schema`, node.schema);
	yield* each(`${pointer}/content`, node.content, (inner, media) =>
		schema(`${inner}/schema`, mapping(media).schema),
	);
	yield* each(`${pointer}/headers`, node.headers, carrier);
}

const nested = ['items', 'not', 'if', 'then', 'else', 'additionalProperties', 'contains'];
const alternatives = ['allOf', 'oneOf', 'anyOf', 'prefixItems'];
const named = ['$defs', 'patternProperties', 'dependentSchemas'];

function* schema(pointer: string, value: unknown): Generator<Part> {
	if (value === undefined) return;
	const node = mapping(value);
	yield* each(`${pointer}/properties`, node.properties, field);
	for (const key of nested) yield* schema(`${pointer}/${key}`, node[key]);
	for (const key of alternatives) yield* each(`${pointer}/${key}`, list(node[key]), schema);
	for (const key of named) yield* each(`${pointer}/${key}`, node[key], schema);
}

function* field(pointer: string, value: unknown): Generator<Part> {
	yield* marked(pointer, value);
	yield* schema(pointer, value);
}
