import type { Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Faults } from '../faults/Faults.mts';

interface Connection {
	id: number;
	raw: Socket;
}

/** Numbers the connections, counts handshakes, and can reset a connection for real. */
export class Connections {
	private readonly open = new Map<string, Connection>();
	private opened = 0;
	private shaken = 0;

	constructor(server: Server, faults: Faults) {
		server.on('connection', (raw: Socket) => {
			this.opened += 1;
			if (faults.nextForConnection()) {
				raw.resetAndDestroy();
				return;
			}
			const key = keyOf(raw);
			this.open.set(key, { id: this.opened, raw });
			raw.once('close', () => this.open.delete(key));
		});
		server.on('secureConnection', () => {
			this.shaken += 1;
		});
	}

	/** TCP connections so far, those included that never got through the handshake. */
	get count(): number {
		return this.opened;
	}

	/** TCP connections that are open now. */
	get openNow(): number {
		return this.open.size;
	}

	/** Completed TLS handshakes so far. */
	get handshakes(): number {
		return this.shaken;
	}

	idOf(socket: TLSSocket | Socket): number {
		return this.open.get(keyOf(socket))?.id ?? 0;
	}

	/** Sends RST: TLS can only close in good order, so it is done to the connection below it. */
	reset(socket: TLSSocket | Socket): void {
		this.open.get(keyOf(socket))?.raw.resetAndDestroy();
	}

	destroyAll(): void {
		for (const { raw } of this.open.values()) raw.destroy();
	}
}

function keyOf({ remoteAddress, remotePort }: Socket): string {
	return `${remoteAddress} ${remotePort}`;
}
