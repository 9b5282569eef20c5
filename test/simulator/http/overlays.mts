import type { Document } from 'openapi-backend';

/** Changes the parsed contract before anything is built from it. */
export type Overlay = (contract: Document) => void;

type Fields = Record<string, unknown>;
type Operation = { operationId?: string; parameters?: Fields[]; requestBody?: unknown };

const FORMER_NAME = 'x-former-name';
const FORMER_NAMES = 'x-former-names';

/** Lets an operation take a query parameter under another name. */
export function renameQuery(operationId: string, from: string, to: string): Overlay {
	return (contract) => {
		const parameter = operationOf(contract, operationId).parameters?.find(
			(one) => one.in === 'query' && one.name === from,
		);
		if (!parameter) throw new Error(`${operationId} has no query parameter ${from}`);
		parameter.name = to;
		parameter[FORMER_NAME] = from;
	};
}

/** Lets a schema call a field by another name, required or not as before. */
export function renameField(schemaName: string, from: string, to: string): Overlay {
	return (contract) => {
		const schema = contract.components?.schemas?.[schemaName] as Fields | undefined;
		const properties = schema?.properties as Record<string, Fields> | undefined;
		const field = properties?.[from];
		if (!schema || !properties || !field) throw new Error(`${schemaName} has no field ${from}`);
		delete properties[from];
		properties[to] = field;
		schema[FORMER_NAMES] = { ...(schema[FORMER_NAMES] as Fields | undefined), [to]: from };
		const required = schema.required as string[] | undefined;
		schema.required = required?.map((name) => (name === from ? to : name));
	};
}

/** Lets a schema insist on a field that it does not know so far. */
export function requireField(schemaName: string, name: string): Overlay {
	return (contract) => {
		const schema = contract.components?.schemas?.[schemaName] as Fields | undefined;
		if (!schema) throw new Error(`The contract has no schema ${schemaName}`);
		schema.properties = { ...(schema.properties as Fields | undefined), [name]: {} };
		schema.required = [...((schema.required as string[] | undefined) ?? []), name];
	};
}

/** Lets a schema refuse every field that it does not know. */
export function refuseUnknownFields(schemaName: string): Overlay {
	return (contract) => {
		const schema = contract.components?.schemas?.[schemaName] as Fields | undefined;
		if (!schema) throw new Error(`The contract has no schema ${schemaName}`);
		schema.additionalProperties = false;
	};
}

/** Lets an operation stand at another path, or under another method there. */
export function moveOperation(operationId: string, path: string, method?: string): Overlay {
	return (contract) => {
		const paths = (contract.paths ?? {}) as Record<string, Record<string, Operation>>;
		for (const operations of Object.values(paths)) {
			for (const [formerMethod, operation] of Object.entries(operations)) {
				if (operation?.operationId !== operationId) continue;
				delete operations[formerMethod];
				paths[path] = { ...paths[path], [method ?? formerMethod]: operation };
				return;
			}
		}
		throw new Error(`The contract has no operation ${operationId}`);
	};
}

/** Several changes as one. */
export function overlays(...changes: Overlay[]): Overlay {
	return (contract) => changes.forEach((change) => change(contract));
}

/** Gives the query parameters the names back that the bank knows them by. */
export function formerQuery(parameters: unknown, query: Fields): Fields {
	const renamed = (parameters as Fields[] | undefined)?.filter((one) => one[FORMER_NAME]) ?? [];
	return withFormerNames(
		query,
		Object.fromEntries(renamed.map((one) => [one.name, one[FORMER_NAME]])),
	);
}

/** Gives the fields of a body the names back that the bank knows them by. */
export function formerBody(requestBody: unknown, body: unknown): unknown {
	const schema = (requestBody as { content?: Record<string, { schema?: Fields }> } | undefined)
		?.content?.['application/json']?.schema;
	return formerFields(schema, body);
}

function formerFields(schema: Fields | undefined, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const fields = collected(schema, 'properties') as Record<string, Fields>;
	const inner = Object.entries(value).map(([name, one]) => [name, formerFields(fields[name], one)]);
	return withFormerNames(Object.fromEntries(inner) as Fields, collected(schema, FORMER_NAMES));
}

/** What a schema and its parts say under a name. */
function collected(schema: Fields | undefined, name: string): Fields {
	const parts = (schema?.allOf as Fields[] | undefined) ?? [];
	return Object.assign({}, ...parts.map((part) => collected(part, name)), schema?.[name]) as Fields;
}

function withFormerNames(values: Fields, names: Fields): Fields {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]) => [String(names[name] ?? name), value]),
	);
}

function operationOf(contract: Document, operationId: string): Operation {
	const operations = Object.values(contract.paths ?? {}).flatMap((path) =>
		Object.values(path ?? {}),
	) as Operation[];
	const operation = operations.find((one) => one?.operationId === operationId);
	if (!operation) throw new Error(`The contract has no operation ${operationId}`);
	return operation;
}
