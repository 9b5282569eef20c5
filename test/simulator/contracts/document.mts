import type { Document } from 'openapi-backend';
import type { Schema } from './forms.mts';
import type { Place, Schemas } from './Schemas.mts';
import type { OperationId, Variant } from './variant.mts';

export interface Parameter extends Schema {
	name: string;
	in: string;
	schema: Schema;
}

/** What the translation needs to know of an operation. */
export interface Operation {
	raw: Schema;
	parameters: Parameter[];
	body: Schema | undefined;
	/** The schema of a good answer in JSON. */
	answer: Schema | undefined;
}

/** The operations of a contract by their ids, with references to parameters resolved. */
export function operationsOf(contract: Document): Map<string, Operation> {
	const found = Object.values((contract.paths ?? {}) as Record<string, Record<string, Schema>>)
		.flatMap((path) => Object.values(path))
		.map((raw): [string, Operation] => [
			raw.operationId as string,
			{
				raw,
				parameters: ((raw.parameters ?? []) as Schema[]).map((one) => parameter(contract, one)),
				body: jsonSchema(raw.requestBody),
				answer: answerSchema(raw),
			},
		]);
	return new Map(found);
}

/** Our contract as the variant has it. */
export function inDialect(ours: Document, schemas: Schemas, variant: Variant): Document {
	const paths: Record<string, Record<string, Schema>> = {};
	const operations = operationsOf(ours);
	for (const [id, operation] of operations) {
		const [method = '', path = ''] = variant.calls[id as OperationId].split(' ');
		paths[path] = {
			...paths[path],
			[method.toLowerCase()]: operationInDialect(id as OperationId, operation, schemas, variant),
		};
	}
	const requests = ['CreatePayment', 'CreateDraft', 'Receiver'];
	const shaped = schemas.names.map((name) => {
		const places = schemas.places(schemas.named(name));
		const own = schemas.named(name);
		return [name, places ? shapedBy(places, own, requests.includes(name)) : own];
	});
	const components = { ...ours.components, schemas: Object.fromEntries(shaped) as object };
	return withoutUnused({ ...ours, paths, components } as Document);
}

function operationInDialect(
	id: OperationId,
	{ raw, parameters, answer }: Operation,
	schemas: Schemas,
	{ query, envelopes }: Variant,
): Schema {
	const unknown = Object.keys(query[id] ?? {}).filter(
		(name) => !parameters.some((one) => one.in === 'query' && one.name === name),
	);
	if (unknown.length > 0) throw new Error(`${id} has no query parameter ${unknown.join(', ')}`);
	const changed: Schema = {
		...raw,
		parameters: parameters.map((one) => ({
			...one,
			name: (one.in === 'query' && query[id]?.[one.name]) || one.name,
			schema: schemas.formOf(one.name, one.schema)?.schema(one.schema) ?? one.schema,
		})),
	};
	if (answer) {
		const envelope = envelopes[id];
		const place = { ours: '', theirs: envelope ?? null, schema: answer, required: true };
		const schema = envelope ? shapedBy([{ ...place, form: undefined }], {}, false) : answer;
		const [status, response] = goodAnswer(raw);
		const content = { ...(response.content as Schema), 'application/json': { schema } };
		changed.responses = { ...(raw.responses as Schema), [status]: { ...response, content } };
	}
	return changed;
}

/** An object with its fields where the other contract has them. */
function shapedBy(places: Place[], { description }: Schema, inRequest: boolean): Schema {
	const root: Schema = { type: 'object', description, properties: {}, required: [] };
	for (const { theirs, schema, required, form } of places) {
		if (theirs === null) continue;
		const path = theirs.split('.');
		let at = root;
		path.forEach((name, index) => {
			const fields = at.properties as Record<string, Schema>;
			const names = at.required as string[];
			if (required && !names.includes(name)) names.push(name);
			if (index < path.length - 1) {
				fields[name] ??= { type: 'object', properties: {}, required: [] };
			} else {
				const written = form?.schema(schema) ?? schema;
				const words = written['x-words'];
				fields[name] = { ...written, ...(inRequest && words ? { enum: words } : {}) };
			}
			at = fields[name] ?? {};
		});
	}
	return root;
}

/** Without the schemas whose fields the variant has all put elsewhere; a copy in which nothing is shared. */
function withoutUnused(contract: Document): Document {
	const text = JSON.stringify(contract);
	// The copy: the validator takes a thing that stands in two places for a circle.
	const copy = JSON.parse(text) as Document;
	const schemas = (copy.components?.schemas ?? {}) as Record<string, Schema>;
	const unused = Object.keys(schemas).filter((name) => !text.includes(`/schemas/${name}"`));
	for (const name of unused) delete schemas[name];
	return unused.length > 0 ? withoutUnused(copy) : copy;
}

function parameter(contract: Document, one: Schema): Parameter {
	const name = (one.$ref as string | undefined)?.split('/').at(-1);
	const found = name === undefined ? one : contract.components?.parameters?.[name];
	return found as unknown as Parameter;
}

function goodAnswer(operation: Schema): [string, Schema] {
	const responses = Object.entries(operation.responses as Record<string, Schema>);
	const found = responses.find(([status]) => status.startsWith('2'));
	if (!found) throw new Error(`${String(operation.operationId)} has no good answer`);
	return found;
}

function answerSchema(operation: Schema): Schema | undefined {
	const schema = jsonSchema(goodAnswer(operation)[1]);
	// Of several forms of a list, a page or a bare array, the simulator answers the first.
	return (schema?.oneOf as Schema[] | undefined)?.[0] ?? schema;
}

function jsonSchema(holder: unknown): Schema | undefined {
	return (holder as { content?: Record<string, { schema: Schema }> } | undefined)?.content?.[
		'application/json'
	]?.schema;
}
