import { isMethod, list, mapping, resolved, type Mapping } from './document.mts';
import { markOf, stronger, weaker, type Mark } from './evidence.mts';
import { carriedFields, type Fields } from './fields.mts';
import { summary } from './summary.mts';

/** One line of the evidence table: what stands behind a call, or behind a fact about all calls. */
export interface Entry {
	row: number;
	page: string;
	call: string;
	path: string;
	request: string;
	answer: string;
}

const nothing = '–';

/** Everything in the contract that names its page of the manual, in the manual's order. */
export function siteMap(document: Mapping): Entry[] {
	const { securitySchemes } = mapping(document.components);
	return [
		...list(document.servers).map((server) => fact(mapping(server), String(mapping(server).url))),
		...Object.values(mapping(securitySchemes)).map((scheme) => fact(mapping(scheme))),
		...operations(document, document.paths),
		...operations(document, document.webhooks),
	].sort((a, b) => a.row - b.row);
}

function fact(node: Mapping, call = ''): Entry {
	return { ...place(node, call), path: markOf(node), request: nothing, answer: nothing };
}

function place(node: Mapping, call: string): Pick<Entry, 'row' | 'page' | 'call'> {
	const manual = mapping(node['x-manual']);
	if (typeof manual.row !== 'number' || typeof manual.page !== 'string') {
		throw new Error(
			`${String(node.operationId ?? node.description)} lacks x-manual with row and page`,
		);
	}
	return { row: manual.row, page: manual.page, call: String(manual.call ?? call) };
}

function operations(document: Mapping, items: unknown): Entry[] {
	return Object.entries(mapping(items)).flatMap(([path, item]) =>
		Object.entries(mapping(item))
			.filter(([key]) => isMethod(key))
			.map(([method, value]) => {
				const operation = mapping(value);
				const shared = list(mapping(item).parameters);
				return {
					...place(operation, `${method.toUpperCase()} ${path}`),
					path: markOf(operation),
					request: request(document, operation, shared),
					answer: answer(document, operation),
				};
			}),
	);
}

function request(document: Mapping, operation: Mapping, shared: unknown[]): string {
	const fields: Fields = new Map();
	for (const value of [...shared, ...list(operation.parameters)]) {
		const parameter = resolved(document, value);
		fields.set(String(parameter.name), weaker(markOf(operation), markOf(parameter)));
	}
	let base = [...fields.values()].reduce<Mark | undefined>(best, undefined);
	if (operation.requestBody) {
		const body = resolved(document, operation.requestBody);
		const mark = weaker(markOf(operation), markOf(body));
		for (const [name, of] of carriedFields(document, body, mark)) fields.set(name, of);
		base = best(base, mark);
	}
	return base ? summary(base, fields) : nothing;
}

function answer(document: Mapping, operation: Mapping): string {
	const fields: Fields = new Map();
	let base: Mark | undefined;
	for (const [status, value] of Object.entries(mapping(operation.responses))) {
		if (!status.startsWith('2')) continue;
		const response = resolved(document, value);
		const mark = weaker(markOf(operation), markOf(response));
		for (const [name, of] of carriedFields(document, response, mark)) fields.set(name, of);
		base = best(base, mark);
	}
	return base ? summary(base, fields) : nothing;
}

function best(a: Mark | undefined, b: Mark): Mark {
	return a ? stronger(a, b) : b;
}
