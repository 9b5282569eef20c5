import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import type { Request } from 'express';
import { jsonParse } from 'n8n-workflow';
import rawBody from 'raw-body';

/** What n8n's server adds to a request. */
export type N8nRequest = Request & { rawBody?: Buffer; contentType?: string };

const LARGEST = '16mb';

/** A failure that n8n answers with a status of its own, before any node is asked. */
export class BodyError extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

/** Reads the body before the node is asked, as n8n's server does: decompressed, then parsed by its type. */
export async function readBody(request: N8nRequest): Promise<void> {
	request.contentType = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
	request.body = {};
	if (request.contentType?.startsWith('multipart/')) return;
	const { stream, length } = decompressed(request);
	try {
		request.rawBody = await rawBody(stream, { length, limit: LARGEST });
	} catch (error) {
		const { status = 400, message } = error as Error & { status?: number };
		throw new BodyError(status, message);
	}
	if (request.contentType !== 'application/json' || request.rawBody.length === 0) return;
	try {
		request.body = jsonParse(request.rawBody.toString());
	} catch {
		throw new BodyError(422, 'Failed to parse request body');
	}
}

function decompressed(request: Request): { stream: Readable; length?: string } {
	switch (request.headers['content-encoding']) {
		case 'gzip':
			return { stream: request.pipe(createGunzip()) };
		case 'deflate':
			return { stream: request.pipe(createInflate()) };
		default:
			return { stream: request, length: request.headers['content-length'] };
	}
}
