import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import addFormats from 'ajv-formats';
import { type Context, type Document, OpenAPIBackend } from 'openapi-backend';
import { parse } from 'yaml';
import { type Answer, failure } from './answer.mts';
import { formerBody, formerQuery, type Overlay } from './overlays.mts';
import { refusedRequest } from './violations.mts';

const CONTRACT = resolve(import.meta.dirname, '../../../contract/zen-transfers.openapi.yaml');

/** A request that fits the contract. */
export interface Call {
	params: Record<string, string>;
	query: Record<string, unknown>;
	body: unknown;
	/** The body as it came, before an overlay's names were turned back. */
	received: unknown;
}

export type Operations = Record<string, (call: Call) => Answer | Promise<Answer>>;

export interface RawRequest {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: Record<string, string | string[]>;
	/** Parsed JSON; undefined when there was no body. */
	body: unknown;
}

/** The contract at work: finds the operation of a request, checks the request, checks answers. */
export class Contract {
	private constructor(private readonly backend: OpenAPIBackend) {}

	static async load(operations: Operations, overlay?: Overlay): Promise<Contract> {
		const definition = parse(readFileSync(CONTRACT, 'utf8')) as Document;
		overlay?.(definition);
		const backend = new OpenAPIBackend({
			definition,
			quick: true,
			coerceTypes: true,
			customizeAjv: (ajv) => addFormats(ajv),
			handlers: {
				...Object.fromEntries(
					Object.entries(operations).map(([id, run]) => [
						id,
						(context: Context) => run(call(context)),
					]),
				),
				validationFail: ({ validation }: Context) => refusedRequest(validation.errors ?? []),
				notFound: ({ request }: Context) =>
					failure(404, 'NOT_FOUND', `There is nothing at ${request.path}`),
				methodNotAllowed: ({ request }: Context) =>
					failure(405, 'METHOD_NOT_ALLOWED', `${request.method} is not allowed here`),
			},
		});
		await backend.init();
		return new Contract(backend);
	}

	/** @throws what the operation throws */
	async answer(request: RawRequest): Promise<Answer> {
		return (await this.backend.handleRequest(request)) as Answer;
	}

	/** What is wrong with an answer's body by the contract: nothing, or one line per violation. */
	violations(operationId: string, status: number, body: unknown): string[] {
		const { errors } = this.backend.validateResponse(body, operationId, status);
		return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
	}

	/** The ids of all operations in the contract. */
	get operationIds(): string[] {
		return this.backend.getOperations().flatMap(({ operationId }) => operationId ?? []);
	}
}

function call({ request, operation }: Context): Call {
	return {
		params: request.params as Record<string, string>,
		query: formerQuery(operation.parameters, request.query),
		body: formerBody(operation.requestBody, request.requestBody),
		received: request.requestBody,
	};
}
