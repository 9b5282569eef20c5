import { format } from 'prettier';
import type { Dialect } from './Dialect.mts';
import { type Operation, operationsOf, type Parameter } from './document.mts';
import type { Schema } from './forms.mts';
import { Schemas } from './Schemas.mts';
import type { OperationId } from './variant.mts';

const SAMPLE_ID = '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f';

/**
 * The variant as a manual would state it, Markdown. It is written from the variant's table, so it cannot
 * be wrong; a test compares it with the page that is kept, and writes that anew with `vitest -u`.
 */
export async function manual(name: string, dialect: Dialect): Promise<string> {
	const { title, about, calls } = dialect.variant;
	const operations = operationsOf(dialect.contract);
	const ids = Object.keys(calls) as OperationId[];
	const text = [
		`# ${title}: an invented contract`,
		`> **Invented for tests. ZEN has no such API.** The simulator speaks it with \`npm run simulator -- --contract ${name}\`,
		> so that it can be seen whether this package copes with a ZEN that differs from what is known of it. This page is
		> written from \`${name}.mts\`.`,
		about,
		...general(dialect),
		...ids.flatMap((id) => operation(id, dialect, operations.get(id))),
		...notification(dialect),
		...errors(dialect),
	];
	const prettier = { parser: 'markdown', useTabs: true, printWidth: 100 };
	return await format(text.map((part) => part.replace(/^\t+/gm, '')).join('\n\n'), prettier);
}

function general(dialect: Dialect): string[] {
	const { cursors, words } = dialect.variant;
	const status = words['Payment.status'] ?? {};
	return [
		'## General',
		[
			'- Client certificate and API key, as with the usual contract. JSON both ways.',
			`- An ID looks like \`${dialect.theirId(SAMPLE_ID)}\`.`,
			`- The cursor of a list ${cursors === 'opaque' ? 'is a text that means nothing to a client' : 'is the ID of the last entry'}. Lists are sorted by the time of creation, the newest first.`,
			'- Amounts are decimal strings. Times are UTC ISO 8601 with whole seconds, days in a query `yyyy-MM-dd`.',
			`- A payment is \`${status.IN_PROGRESS}\` until it is \`${status.SETTLED}\` or \`${status.REJECTED}\`.`,
			'- A field that may be null may also be absent. In the tables, points lead into objects and `[]` into lists.',
		].join('\n'),
	];
}

function operation(id: OperationId, dialect: Dialect, found: Operation | undefined): string[] {
	if (!found) throw new Error(`There is no operation ${id}`);
	const { raw, parameters, body, answer } = found;
	const [method, path] = dialect.variant.calls[id].split(' ');
	const query = parameters.filter((one) => one.in === 'query');
	const sample = (body?.example ?? exampleOf(raw)) as object | undefined;
	const status = dialect.variant.success[id] ?? USUAL[id] ?? 200;
	return [
		`## ${(raw['x-manual'] as { page: string }).page}`,
		`\`${method} ${path}\``,
		...(query.length > 0 ? ['Query', queryTable(query)] : []),
		...(body ? ['Body', fieldTable(dialect, body, true)] : []),
		...(sample ? [code(dialect.named('CreatePayment', sample))] : []),
		answer ? `Answer: ${status}` : `Answer: ${status}, without a body.`,
		...(answer ? [fieldTable(dialect, answer, false)] : []),
		...(id === 'getPaymentConfirmation' ? [confirmation(dialect)] : []),
	];
}

const USUAL: Partial<Record<OperationId, number>> = {
	createPayment: 201,
	createDraft: 201,
	deleteDraft: 204,
};

function confirmation({ variant }: Dialect): string {
	return variant.settings.confirmationAs === 'base64'
		? 'The document is a PDF in base64.'
		: 'The answer is the PDF itself, `application/pdf`; the table holds for JSON, which is not used.';
}

function notification(dialect: Dialect): string[] {
	const note = {
		paymentId: SAMPLE_ID,
		externalId: 'INV-2026-0042',
		direction: 'IN',
		transactionStatus: 'SETTLED',
		accountId: SAMPLE_ID,
	};
	const schema = { $ref: '#/components/schemas/Notification' };
	return [
		'## Notifications',
		"`POST` to the client's URL at each change of a payment's status.",
		fieldTable(dialect, schema, false),
		code(dialect.named('Notification', note)),
	];
}

function errors(dialect: Dialect): string[] {
	const codes = dialect.variant.words['Error.error.code'] ?? {};
	const error = { error: { code: codes.VALIDATION_ERROR, message: 'What is wrong' } };
	const known = {
		VALIDATION_ERROR: 400,
		FORBIDDEN: 403,
		NOT_FOUND: 404,
		INTERNAL_SERVER_ERROR: 500,
	};
	const rows = Object.entries(known).map(([ours, status]) => [
		String(status),
		`\`${codes[ours]}\``,
	]);
	return ['## Errors', table(['Status', 'Code'], rows), code(dialect.named('Error', error))];
}

function queryTable(parameters: Parameter[]): string {
	const rows = parameters.map(({ name, required, schema, description }) => [
		`\`${name}\``,
		kind(schema),
		required ? 'yes' : '',
		plain(description),
	]);
	return table(['Name', 'Type', 'Required', 'Meaning'], rows);
}

function fieldTable(dialect: Dialect, schema: Schema, inRequest: boolean): string {
	const schemas = new Schemas(dialect.contract, { ...dialect.variant, fields: {}, words: {} });
	const rows = [...fields(schemas, schema, '', true)].map(([name, one, required]) => [
		`\`${name}\``,
		kind(one),
		...(inRequest ? [required ? 'yes' : ''] : []),
		plain(one.description),
	]);
	return table(['Name', 'Type', ...(inRequest ? ['Required'] : []), 'Meaning'], rows);
}

function* fields(
	schemas: Schemas,
	schema: Schema,
	prefix: string,
	required: boolean,
): Generator<[string, Schema, boolean]> {
	const { items, properties, required: needed = [] } = schemas.resolved(schema);
	if (items) {
		yield* fields(schemas, items as Schema, `${prefix}[]`, required);
	} else if (properties) {
		for (const [name, one] of Object.entries(properties)) {
			const inner = prefix === '' ? name : `${prefix}.${name}`;
			yield* fields(schemas, one as Schema, inner, required && (needed as string[]).includes(name));
		}
	} else {
		yield [prefix, schemas.resolved(schema), required];
	}
}

function kind({ title, type, format: form, pattern, 'x-words': words }: Schema): string {
	if (title) return String(title);
	if (words) return (words as string[]).map((word) => `\`${word}\``).join(', ');
	if (form) return `${String([type].flat()[0])}, ${String(form)}`;
	if (pattern) return `\`${String(pattern).replaceAll('|', '\\|')}\``;
	return [type ?? 'anything'].flat().join(' or ');
}

// Our contract's descriptions say here and there what is known of ZEN, or name fields of its own.
function plain(description: unknown): string {
	return String(description ?? '')
		.replace(/[;,] (may be called|`meta|no value|payments use|only `null`).*/, '')
		.replace('`accountNumber`', 'the account number')
		.replace('`status`', 'the status');
}

function exampleOf(raw: Schema): unknown {
	const body = raw.requestBody as { content?: Record<string, { example?: unknown }> } | undefined;
	return body?.content?.['application/json']?.example;
}

function code(value: object): string {
	return ['```json', JSON.stringify(value, null, 2), '```'].join('\n');
}

function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
