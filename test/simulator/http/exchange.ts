import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { commits } from '../faults/Fault';
import type { Faults } from '../faults/Faults';
import { inPlaceOf, spoilt } from '../faults/spoil';
import { invalid, Refusal } from '../bank/refusal';
import { type Answer, refused } from './answer';
import { checkApiKey, type KeyForms } from './apiKey';
import type { Connections } from './Connections';
import type { Contract } from './contract';
import type { RequestLog } from './RequestLog';
import { send } from './send';

export interface ExchangeParts {
	contract: Contract;
	faults: Faults;
	log: RequestLog;
	connections: Connections;
	apiKey: string;
	settings: { readonly keyForms: KeyForms };
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
		const wait = () => (fault?.kind === 'delay' ? pause(fault.ms ?? 1000, stopped) : undefined);
		const carryOut = async () =>
			await operate(parts, { method, path, query, headers: request.headers, body });

		if (fault?.kind === 'resetBeforeCommit') return parts.connections.reset(socket);
		if (fault?.kind === 'delay' && fault.afterCommit === false) await wait();
		const answer = fault && !commits(fault) ? inPlaceOf(fault) : await carryOut();
		if (fault?.kind === 'resetAfterCommit') return parts.connections.reset(socket);
		if (fault?.kind === 'delay' && fault.afterCommit !== false) await wait();
		if (stopped.aborted) return;
		seen.status = answer.status;
		await send(reply.raw, fault ? spoilt(answer, fault) : answer, fault);
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
		return refused(error);
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

async function pause(ms: number, signal: AbortSignal): Promise<void> {
	await sleep(ms, undefined, { signal, ref: false }).catch((error: Error) => {
		if (error.name !== 'AbortError') throw error;
	});
}
