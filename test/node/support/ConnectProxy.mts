import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Identity } from '../../support/certificates.mts';

/** What a proxy is asked for. */
export interface Asked {
	/** `host:port` */
	target: string;
	headers: IncomingHttpHeaders;
	/** The client certificate that the proxy itself was shown, if any. */
	certificate?: string;
}

export interface ProxyOptions {
	/** Answers every CONNECT with this status instead of opening a tunnel. */
	refuseWith?: number;
	/** The body of that. */
	saying?: string;
	/** Hangs up on every CONNECT. */
	hangUp?: boolean;
	/** Says nothing: to no CONNECT, or once the tunnel is open. */
	silent?: 'fromTheStart' | 'inTheTunnel';
	/** Speaks TLS itself, with this certificate, and asks for a client certificate without insisting. */
	identity?: Identity;
}

/** An HTTP proxy on loopback that opens tunnels, as companies have them, and remembers all it sees. */
export class ConnectProxy {
	readonly asked: Asked[] = [];
	/** Everything that clients sent through tunnels, as it came. */
	readonly sent: Buffer[] = [];
	private readonly sockets = new Set<Socket>();

	private constructor(
		private readonly server: Server,
		private readonly options: ProxyOptions,
	) {}

	static async start(options: ProxyOptions = {}): Promise<ConnectProxy> {
		const { identity } = options;
		const server = identity ? createSecureServer(secured(identity)) : createServer();
		const proxy = new ConnectProxy(server, options);
		server.on('connect', ({ url = '', headers }, socket: Socket) => {
			const certificate = socket instanceof TLSSocket ? shownTo(socket) : undefined;
			proxy.asked.push({ target: url, headers, certificate });
			proxy.open(url, socket);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return proxy;
	}

	get url(): string {
		return `${this.options.identity ? 'https' : 'http'}://localhost:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private open(target: string, client: Socket): void {
		this.keep(client);
		const { refuseWith, saying = '', hangUp, silent } = this.options;
		if (silent === 'fromTheStart') return;
		if (hangUp) return void client.destroy();
		const length = saying && `content-length: ${Buffer.byteLength(saying)}\r\n`;
		if (refuseWith) {
			return void client.end(`HTTP/1.1 ${refuseWith} Refused\r\n${length}\r\n${saying}`);
		}
		const { hostname, port } = new URL(`http://${target}`);
		const server = this.keep(connect(Number(port), hostname));
		server.on('connect', () => {
			client.write('HTTP/1.1 200 Connection established\r\n\r\n');
			client.on('data', (chunk: Buffer) => this.sent.push(chunk));
			if (silent) return;
			client.pipe(server).pipe(client);
		});
	}

	private keep(socket: Socket): Socket {
		this.sockets.add(socket);
		socket.on('error', () => socket.destroy());
		socket.on('close', () => this.sockets.delete(socket));
		return socket;
	}
}

function secured({ certificate, privateKey }: Identity) {
	return { cert: certificate, key: privateKey, requestCert: true, rejectUnauthorized: false };
}

function shownTo(socket: TLSSocket): string | undefined {
	return socket.getPeerCertificate().subject?.CN?.toString();
}
