import { STATUS_CODES } from 'node:http';
import { type Answer, failure, json } from '../http/answer';
import type { Fault } from './Fault';

const CODES: Record<number, string> = {
	400: 'VALIDATION_ERROR',
	403: 'FORBIDDEN',
	500: 'INTERNAL_SERVER_ERROR',
};
const HTML = '<!doctype html><html><title>Gateway</title><body>Please try later</body></html>';
const AMOUNT = /"(value|balance|availableBalance|avaliableBalance)":"(-?\d+(?:\.\d+)?)"/g;

/** What becomes of an answer by a fault that changes its text. Other faults leave it as it is. */
export function spoilt(answer: Answer, fault: Fault): Answer {
	switch (fault.kind) {
		case 'emptyBody':
			return { ...answer, body: Buffer.alloc(0) };
		case 'notJson':
			return text(fault.status ?? 200, HTML);
		case 'wrapArray':
			return rewritten(answer, (body) => `[${body}]`);
		case 'numbersForStrings':
			return rewritten(answer, (body) => body.replace(AMOUNT, '"$1":$2'));
		case 'misspeltBalance':
			return rewritten(answer, (body) =>
				body.replaceAll('"availableBalance":', '"avaliableBalance":'),
			);
		case 'status':
		case 'redirect':
			return inPlaceOf(fault);
		default:
			return answer;
	}
}

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

function text(status: number, body: string): Answer {
	const type = body.trimStart().startsWith('<') ? 'text/html' : 'text/plain';
	return { status, headers: { 'content-type': `${type}; charset=utf-8` }, body: Buffer.from(body) };
}

function rewritten(answer: Answer, change: (body: string) => string): Answer {
	if (!answer.headers['content-type']?.startsWith('application/json')) return answer;
	return { ...answer, body: Buffer.from(change(answer.body.toString())) };
}
