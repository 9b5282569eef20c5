import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../Clock.mts';
import type { Faults } from '../faults/Faults.mts';
import { underFault } from '../faults/underFault.mts';
import { invalid, Refusal } from '../bank/refusal.mts';
import { type Answer, failure } from './answer.mts';
import { checkApiKey, type KeyForms } from './apiKey.mts';
import type { Connections } from './Connections.mts';
import type { Contract } from './contract.mts';
import type { RequestLog } from './RequestLog.mts';
import { send } from './send.mts';

export interface ExchangeParts {
	contract: Contract;
	faults: Faults;
	log: RequestLog;
	connections: Connections;
	apiKey: string;
	settings: { readonly keyForms: KeyForms };
	/** Also that of the `Date` header. */
	clock: Clock;
	/** Ends whatever a delayed answer still waits for. */
	stopped: AbortSignal;
}

/** One request and its answer: log, fault, key, operation, and then the answer or what spoils it. */
export function exchange(parts: ExchangeParts) {
	const { faults, log, stopped } = parts;
	return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
		reply.hijack();
		const { method } = request;
		const [path = '/'] = request.url.split('?');
		const query = request.query as Record<string, string | string[]>;
		const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
		const socket = request.raw.socket;
		const seen = log.add({
			time: new Date().toISOString(),
			method,
			path,
			query,
			headers: request.headers,
			body,
			connectionId: parts.connections.idOf(socket),
		});
		const fault = faults.nextForRequest(method, path);
		seen.fault = fault?.kind ?? null;
		const call = { method, path, query, headers: request.headers, body };
		const ours = await underFault(fault, async () => await operate(parts, call), stopped);
		if (ours === null) return parts.connections.reset(socket);
		// A fault's own body is sent to the letter.
		const answer = fault?.body === undefined ? parts.contract.worded(ours) : ours;
		seen.status = answer.status;
		const date = parts.clock.now().toUTCString();
		await send(reply.raw, { ...answer, headers: { date, ...answer.headers } }, fault);
	};
}

interface Incoming {
	method: string;
	path: string;
	query: Record<string, string | string[]>;
	headers: FastifyRequest['headers'];
	body: Buffer;
}

async function operate(parts: ExchangeParts, request: Incoming): Promise<Answer> {
	try {
		const { authorization, ...headers } = request.headers;
		checkApiKey(authorization, parts.apiKey, parts.settings.keyForms);
		const body = parsedBody(request.body, headers['content-type']);
		const known = headers as Record<string, string | string[]>;
		return await parts.contract.answer({ ...request, headers: known, body });
	} catch (error) {
		if (error instanceof Refusal) return failure(error.status, error.code, error.message);
		// The answer alone would pass for one of ZEN's own 500s.
		console.error(`The simulator failed at ${request.method} ${request.path}:`, error);
		return failure(500, 'INTERNAL_SERVER_ERROR', `The simulator failed: ${String(error)}`);
	}
}

function parsedBody(body: Buffer, contentType = ''): unknown {
	if (body.length === 0) return undefined;
	if (!/^application\/json\b/i.test(contentType)) {
		throw new Refusal(415, 'UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json');
	}
	try {
		return JSON.parse(body.toString()) as unknown;
	} catch {
		throw invalid('the body is not valid JSON');
	}
}
