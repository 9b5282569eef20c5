import { stringify } from 'lossless-json';

/** What goes back to the client, before a fault spoils it. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
	/** The id of the operation whose answer it is, where there is one. */
	of?: string;
}

/** A JSON answer. Numbers that must keep their digits are handed in as LosslessNumber. */
export function json(body: unknown, status = 200): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8' },
		body: Buffer.from(stringify(body) ?? 'null'),
	};
}

/** A text as it is, called HTML when it looks like it. */
export function text(status: number, body: string): Answer {
	const type = body.trimStart().startsWith('<') ? 'text/html' : 'text/plain';
	return {
		status,
		headers: { 'content-type': `${type}; charset=utf-8` },
		body: Buffer.from(body),
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
