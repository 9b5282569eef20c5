import type { Document } from 'openapi-backend';

/** Changes the parsed contract before anything is built from it. */
export type Overlay = (contract: Document) => void;

type Fields = Record<string, unknown>;
type Operation = { operationId?: string; parameters?: Fields[]; requestBody?: unknown };

const FORMER_NAME = 'x-former-name';

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
		properties[to] = { ...field, [FORMER_NAME]: from };
		const required = schema.required as string[] | undefined;
		schema.required = required?.map((name) => (name === from ? to : name));
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

/** Gives the top-level fields of a body the names back that the bank knows them by. */
export function formerBody(requestBody: unknown, body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	const schema = (requestBody as { content?: Record<string, { schema?: Fields }> } | undefined)
		?.content?.['application/json']?.schema;
	return withFormerNames(body as Fields, formerNames(schema));
}

function formerNames(schema: Fields | undefined): Fields {
	const parts = (schema?.allOf as Fields[] | undefined) ?? [];
	const own = Object.entries((schema?.properties as Record<string, Fields> | undefined) ?? {});
	return Object.assign(
		{},
		...parts.map(formerNames),
		Object.fromEntries(
			own.flatMap(([name, one]) => (one[FORMER_NAME] ? [[name, one[FORMER_NAME]]] : [])),
		),
	) as Fields;
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
