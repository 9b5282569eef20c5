import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import type { Server, TLSSocket } from 'node:tls';
import { identities } from '../simulator/identities.mts';

const HEAD_END = '\r\n\r\n';

/** Answers one request with bytes of its own; `request` is all that came. */
export type Reply = (socket: TLSSocket, request: string) => void;

/** A server with ZEN's certificate that asks for the client's, and says whatever it is told to. */
export class RawServer {
	/** The requests, as they came. */
	readonly requests: string[] = [];
	private readonly sockets = new Set<TLSSocket>();

	private constructor(private readonly server: Server) {}

	static async start(reply: Reply): Promise<RawServer> {
		const { server: identity, clientAuthority } = await identities();
		const server = createServer({
			cert: identity.certificate,
			key: identity.privateKey,
			ca: clientAuthority.certificate,
			requestCert: true,
		});
		const raw = new RawServer(server);
		server.on('secureConnection', (socket) => raw.listen(socket, reply));
		server.on('tlsClientError', () => {});
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		return raw;
	}

	get url(): string {
		return `https://localhost:${(this.server.address() as AddressInfo).port}`;
	}

	stop(): void {
		for (const socket of this.sockets) socket.destroy();
		this.server.close();
	}

	/** How many of its connections are open. */
	get open(): number {
		return this.sockets.size;
	}

	private listen(socket: TLSSocket, reply: Reply): void {
		let text = '';
		this.sockets.add(socket);
		socket.on('close', () => this.sockets.delete(socket));
		socket.on('error', () => socket.destroy());
		socket.on('data', (chunk: Buffer) => {
			text += chunk.toString('latin1');
			const end = text.indexOf(HEAD_END);
			const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
			if (end < 0 || text.length < end + HEAD_END.length + length) return;
			this.requests.push(text);
			reply(socket, text);
			text = '';
		});
	}
}
