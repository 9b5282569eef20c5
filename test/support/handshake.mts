import { type AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import type { Identity } from './certificates.mts';

export interface ServerSide {
	identity: Identity;
	/** The only authority that client certificates may come from, PEM. */
	clientAuthority: string;
}

/** What a client hands to Node's TLS, e.g. a `TlsMaterial`. */
interface ClientSide {
	cert: string;
	key: string;
	passphrase?: string;
	ca?: string;
}

/**
 * Shakes hands over loopback with a server that insists on a client certificate, and exchanges a
 * few bytes, so that a refusal after the handshake (TLS 1.3) is noticed as well.
 *
 * @returns the serial number of the client certificate which the server has verified
 * @throws what the refusing side said
 */
export async function shakeHands(
	client: ClientSide,
	{ identity, clientAuthority }: ServerSide,
): Promise<string> {
	const server = createServer({
		cert: identity.certificate,
		key: identity.privateKey,
		ca: clientAuthority,
		requestCert: true,
		rejectUnauthorized: true,
	});
	try {
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		return await new Promise<string>((resolve, reject) => {
			server.on('tlsClientError', reject);
			server.on('secureConnection', (socket) => {
				socket.end(socket.getPeerCertificate().serialNumber);
			});
			// The name is the server certificate's, so that the client verifies it as it would in life.
			const socket = connect({ ...client, host: '127.0.0.1', port, servername: 'localhost' });
			socket.on('error', reject);
			socket.on('data', (serial) => resolve(serial.toString()));
		});
	} finally {
		server.close();
	}
}
