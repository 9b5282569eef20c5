import { STATUS_CODES } from 'node:http';
import { type Answer, failure, json, text } from '../http/answer.mts';
import type { Fault } from './fault.mts';

const CODES: Record<number, string> = {
	400: 'VALIDATION_ERROR',
	403: 'FORBIDDEN',
	500: 'INTERNAL_SERVER_ERROR',
};

/** The answer that a fault puts in the place of the bank's own. */
export function inPlaceOf(fault: Fault): Answer {
	if (fault.kind === 'redirect') {
		const location = fault.location ?? 'https://elsewhere.invalid/';
		return { status: fault.status ?? 302, headers: { location }, body: Buffer.alloc(0) };
	}
	const answer = statusAnswer(fault);
	const { retryAfter } = fault;
	return {
		...answer,
		headers: {
			...answer.headers,
			...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
			...fault.headers,
		},
	};
}

function statusAnswer({ status = 503, body }: Fault): Answer {
	if (typeof body === 'string') return text(status, body);
	if (body !== undefined) return json(body, status);
	const name = STATUS_CODES[status] ?? 'Unknown';
	const code = CODES[status] ?? name.toUpperCase().replace(/\W+/g, '_');
	return failure(status, code, `${name} (a fault of the simulator)`);
}
