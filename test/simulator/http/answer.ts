import { stringify } from 'lossless-json';
import { Refusal } from '../bank/refusal';

/** What goes back to the client, before a fault spoils it. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** A JSON answer. Numbers that must keep their digits are handed in as LosslessNumber. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: Buffer.from(stringify(body) ?? 'null'),
	};
}

/** An answer that holds a document. */
export function file(body: Buffer, contentType: string, name: string): Answer {
	return {
		status: 200,
		headers: {
			'content-type': contentType,
			'content-disposition': `attachment; filename="${name}"`,
		},
		body,
	};
}

export function noContent(): Answer {
	return { status: 204, headers: {}, body: Buffer.alloc(0) };
}

/** The documented error envelope. */
export function failure(status: number, code: string, message: string): Answer {
	return json({ error: { code, message } }, status);
}

/** A refusal in the error envelope; anything else is a mistake of the simulator and is thrown on. */
export function refused(error: unknown): Answer {
	if (error instanceof Refusal) return failure(error.status, error.code, error.message);
	throw error;
}
