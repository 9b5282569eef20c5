import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import type { Server, TLSSocket } from 'node:tls';
import { identities } from '../../simulator/identities.mts';

const PAUSE_MS = 20;

/**
 * What comes behind the beginning of an answer: one byte at a time for ever, the end of the connection as
 * it is announced, or as it is when a machine goes down.
 */
type Then = 'trickle' | 'end' | 'breakOff';

/** A server that accepts the simulator's clients and answers every request with what it is told. */
export class Trickle {
	/** What it was sent, one text a connection. */
	readonly received: string[] = [];
	private readonly sockets = new Set<TLSSocket>();

	private constructor(private readonly server: Server) {}

	/** @param head what is answered at once */
	static async start(head: string | Buffer, then: Then = 'trickle'): Promise<Trickle> {
		const { server: own, clientAuthority } = await identities();
		const server = createServer({
			cert: own.certificate,
			key: own.privateKey,
			ca: clientAuthority.certificate,
			requestCert: true,
			rejectUnauthorized: true,
		});
		const trickle = new Trickle(server);
		server.on('secureConnection', (socket) => trickle.answer(socket, head, then));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return trickle;
	}

	get url(): string {
		return `https://localhost:${(this.server.address() as AddressInfo).port}`;
	}

	/** Connections that are open now. */
	get open(): number {
		return this.sockets.size;
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private answer(socket: TLSSocket, head: string | Buffer, then: Then): void {
		const place = this.received.push('') - 1;
		this.sockets.add(socket);
		let timer: NodeJS.Timeout | undefined;
		socket.on('data', (data) => {
			this.received[place] += data.toString();
			if (then === 'end') return void socket.end(head);
			if (then === 'breakOff') return void socket.write(head, () => socket.destroy());
			if (!timer) socket.write(head);
			timer ??= setInterval(() => socket.write('x'), PAUSE_MS);
		});
		socket.on('error', () => {});
		socket.on('close', () => {
			clearInterval(timer);
			this.sockets.delete(socket);
		});
	}
}
