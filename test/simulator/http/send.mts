import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Fault } from '../faults/fault.mts';
import type { Answer } from './answer.mts';

const CHUNK = Buffer.alloc(64 * 1024, ' ');
const HUGE = 64 * 1024 * 1024;

/** Sends an answer, cut off, blown up or followed by a close where the fault says so. */
export async function send(response: ServerResponse, answer: Answer, fault?: Fault): Promise<void> {
	const { status, headers, body } = answer;
	const length = status === 204 ? {} : { 'content-length': String(body.length) };
	switch (fault?.kind) {
		case 'cutBody':
			response.writeHead(status, { ...headers, ...length });
			response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
			return;
		case 'hugeBody':
			response.writeHead(status, headers);
			// The client hanging up in the middle is what this fault is for.
			await pipeline(Readable.from(padded(body, fault.bytes ?? HUGE)), response).catch(hungUp);
			return;
		case 'closeAfterAnswer': {
			const { socket } = response; // gone from the response once that has ended
			response.writeHead(status, { ...headers, ...length });
			response.end(body, () => socket?.end());
			return;
		}
		default:
			response.writeHead(status, { ...headers, ...length });
			response.end(body);
	}
}

function* padded(body: Buffer, bytes: number): Generator<Buffer> {
	yield body;
	for (let left = bytes; left > 0; left -= CHUNK.length) {
		yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
	}
}

function hungUp(error: NodeJS.ErrnoException): void {
	if (
		error.code !== 'ERR_STREAM_PREMATURE_CLOSE' &&
		error.code !== 'ECONNRESET' &&
		error.code !== 'EPIPE'
	) {
		throw error;
	}
}
