import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import addFormats from 'ajv-formats';
import { type Context, type Document, OpenAPIBackend } from 'openapi-backend';
import { parse } from 'yaml';
import { Refusal } from '../bank/refusal.mts';
import { Dialect } from '../contracts/Dialect.mts';
import type { Variant } from '../contracts/variant.mts';
import { type Answer, failure } from './answer.mts';
import { formerBody, formerQuery, type Overlay } from './overlays.mts';
import { refusedRequest } from './violations.mts';

const CONTRACT = resolve(import.meta.dirname, '../../../contract/zen-transfers.openapi.yaml');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

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
	private constructor(
		private readonly backend: OpenAPIBackend,
		private readonly dialect: Dialect | null,
	) {}

	/**
	 * @param variant another contract; requests and answers are then in its words
	 * @throws Error for a slip in the variant or the overlay
	 */
	static async load(
		operations: Operations,
		{ overlay, variant }: { overlay?: Overlay | undefined; variant?: Variant | undefined } = {},
	): Promise<Contract> {
		const ours = parse(readFileSync(CONTRACT, 'utf8')) as Document;
		const dialect = variant ? new Dialect(ours, variant) : null;
		const definition = dialect?.contract ?? ours;
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
						async (context: Context) => {
							const received = call(context);
							return await answerOf(id, async () => run(dialect?.call(id, received) ?? received));
						},
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
		// It gathers them anew for each request otherwise, which takes longer than the rest of an answer.
		const all = backend.getOperations();
		backend.router.getOperations = () => all;
		return new Contract(backend, dialect);
	}

	/** @throws what the operation throws */
	async answer(request: RawRequest): Promise<Answer> {
		return (await this.backend.handleRequest(request)) as Answer;
	}

	/** An answer of ours, a fault's too, as a client of this contract gets it. */
	worded(answer: Answer): Answer {
		return this.dialect?.worded(answer) ?? answer;
	}

	/** A notification as a client of this contract gets it. */
	notification<T extends object>(note: T): T {
		return (this.dialect?.named('Notification', note) as T | undefined) ?? note;
	}

	/** An id of the bank's as a client of this contract knows it. */
	id(id: string): string {
		return this.dialect?.theirId(id) ?? id;
	}

	/** The bank's own id, of one that a client of this contract knows, or of the bank's own. */
	bankId(id: string): string {
		return UUID.test(id) ? id : (this.dialect?.ourId(id) ?? id);
	}

	/** The path of an operation, with its variable part as `{name}`. */
	path(operationId: string): string {
		return this.backend.getOperation(operationId)?.path ?? '';
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

async function answerOf(id: string, run: () => Promise<Answer>): Promise<Answer> {
	try {
		return { ...(await run()), of: id };
	} catch (error) {
		if (error instanceof Refusal)
			return { ...failure(error.status, error.code, error.message), of: id };
		throw error;
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
