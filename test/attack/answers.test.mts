import { createGzip, gzipSync } from 'node:zlib';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeConnections, openZen } from '../../nodes/zen-client';
import { anOrder } from '../node/support/zen.mts';
import { Simulator } from '../simulator/index.mts';
import { credentialFor } from '../support/credential.mts';
import { httpRequest } from '../support/httpHelper.mts';
import { RawServer } from './RawServer.mts';
import type { Reply } from './RawServer.mts';

/** A server, or what sits between it and us, that answers a payment in ways that nobody should. */
let simulator: Simulator;
let server: RawServer | undefined;
beforeAll(async () => {
	simulator = await Simulator.start();
});
beforeEach(closeConnections);
afterEach(() => server?.stop());
afterAll(async () => await simulator.stop());

const ID = '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c';
const YES = JSON.stringify({ id: ID, status: 'IN_PROGRESS' });
const saying = (more: string) => `${YES.slice(0, -1)},${more}}`;
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

const answer = (body: string | Buffer = YES, status = 201, headers: string[] = []) => {
	const length = `content-length: ${Buffer.byteLength(body)}`;
	const head = [`HTTP/1.1 ${status} Whatever`, length, ...headers, '', ''].join('\r\n');
	return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
};

async function paidAt(reply: Reply) {
	server = await RawServer.start(reply);
	const credential = { ...credentialFor(simulator), baseUrl: server.url, allowPayments: true };
	const zen = openZen(credential as never, {
		sleep: async () => {},
		now: () => Date.now(),
		random: () => 0,
		httpRequest,
		deadlines: { writeMs: 5_000 },
	});
	return await zen.createPayment(anOrder()).then(
		() => ({ outcome: 'accepted' }),
		(error) => error,
	);
}

const with201 = (...headers: string[]) => ['HTTP/1.1 201 Created', ...headers, '', ''].join('\r\n');
const chunk = `${YES.length.toString(16)}\r\n${YES}\r\n`;
const BROKEN: Array<[string, string | Buffer]> = [
	['protocols switched', 'HTTP/1.1 101 Switching Protocols\r\n\r\n'],
	['no content', 'HTTP/1.1 204 No Content\r\n\r\n'],
	['not modified', 'HTTP/1.1 304 Not Modified\r\n\r\n'],
	['a mark of the byte order before it', answer(`\ufeff${YES}`)],
	['UTF-16', answer(Buffer.from(YES, 'utf16le'))],
	['one key twice', answer(saying(`"id":"another"`))],
	['packed, and cut off', answer(gzipSync(YES).subarray(0, -10), 201, ['content-encoding: gzip'])],
	['two lengths', with201('content-length: 3', `content-length: ${YES.length}`) + YES],
	['a length, and chunks', with201('content-length: 3', 'transfer-encoding: chunked') + chunk],
	['chunks without an end', with201('transfer-encoding: chunked') + chunk],
	['headers without an end', with201(`x: ${'a'.repeat(100_000)}`)],
	['HTTP 0.9', YES],
	['HTTP/2', Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0])],
	['a status that is none', answer(YES, 999)],
	['a redirect', answer('{}', 307, ['location: /payments/v1.0'])],
	['an amount nearly right', answer(saying('"amount":{"value":10.500000000000000001}'))],
	['an amount far too deep', answer(saying(`"amount":${nested(4_000)}`))],
	['an error far too deep', answer(saying(`"error":${nested(4_000)}`))],
	['something far too deep', answer(saying(`"x":${nested(4_000)}`))],
	['something deeper than any stack', answer(saying(`"x":${nested(500_000)}`))],
	['nothing', ''],
];

it.each(BROKEN)('leaves a payment unknown, sent once: %s', async (_name, bytes) => {
	const ended = await paidAt((socket) => socket.end(bytes));
	expect(ended).toMatchObject({
		outcome: 'unknown',
		message: expect.stringMatching(/^It is not known what became of payment "INV-7": /),
	});
	expect(server!.requests).toHaveLength(1);
});

it('asks for the key once more: it is refused, and the key is not said again', async () => {
	const digest = 'www-authenticate: Digest realm="a", nonce="b", opaque="c"';
	const ended = await paidAt((socket) => socket.end(answer('{}', 401, [digest])));
	expect(ended).toMatchObject({ outcome: 'refused' });
	expect(server!.requests).toHaveLength(1);
});

it('quotes all that it was sent: the key is not passed on', async () => {
	const ended = await paidAt((socket, request) => {
		const [, code] = /authorization: (.*)/i.exec(request)!;
		socket.end(answer(JSON.stringify({ error: { code, message: request } }), 400));
	});
	expect(ended).toMatchObject({ outcome: 'refused' });
	const { message, stack, remedy, code } = ended as Error & { remedy: string; code: string };
	expect([message, stack, remedy, code].join()).not.toContain(simulator.apiKey);
});

describe('an answer without end takes no more memory than one of the largest', () => {
	const MEGABYTE = Buffer.alloc(1 << 20, ' ');
	const LONGEST = 300;
	const head = (...more: string[]) => with201('connection: close', ...more);

	/** @returns how many MB were taken of it */
	const pour = (
		socket: TLSSocket,
		write: (chunk: Buffer) => boolean,
		drained: NodeJS.EventEmitter,
	) => {
		const poured = { mb: 0 };
		const on = () => {
			while (!socket.destroyed && poured.mb < LONGEST) {
				poured.mb += 1;
				if (!write(MEGABYTE)) return void drained.once('drain', on);
			}
		};
		on();
		return poured;
	};

	it.each(['as it is', 'packed'])('%s', async (form) => {
		let poured = { mb: 0 };
		const before = process.memoryUsage.rss();
		let most = before;
		const looking = setInterval(() => {
			most = Math.max(most, process.memoryUsage.rss());
		}, 20);
		const ended = await paidAt((socket) => {
			if (form === 'as it is') {
				socket.write(head());
				poured = pour(socket, (some) => socket.write(some), socket);
				return;
			}
			socket.write(head('content-encoding: gzip'));
			const packer = createGzip({ level: 1 });
			packer.pipe(socket, { end: false });
			poured = pour(socket, (some) => packer.write(some), packer);
		});
		clearInterval(looking);
		// Packed, it is none of our limits over undici, which unpacks nothing: what comes is small then.
		expect(ended).toMatchObject({ outcome: 'unknown' });
		expect(['ZEN_RESPONSE_TOO_LARGE', 'ZEN_DEADLINE']).toContain((ended as { code: string }).code);
		expect((most - before) >> 20).toBeLessThan(200);
		expect(poured.mb).toBeGreaterThan(0);
		// The server does not end it; we do.
		await vi.waitFor(() => expect(server!.open).toBe(0), 5_000);
	});
});
