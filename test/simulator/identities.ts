import { CertificateAuthority, type Identity } from '../support/certificates';

/** Everything needed for mutual TLS. */
export interface Identities {
	/** Signed the server's certificate; clients trust it. */
	serverAuthority: CertificateAuthority;
	server: Identity;
	/** Signs the certificates of clients that the server lets in. */
	clientAuthority: CertificateAuthority;
	client: Identity;
	rsaClient: Identity;
}

let made: Promise<Identities> | undefined;

/** Throw-away identities, made once per process: an RSA key takes its time. */
export function identities(): Promise<Identities> {
	return (made ??= make());
}

async function make(): Promise<Identities> {
	const [serverAuthority, clientAuthority] = await Promise.all([
		CertificateAuthority.create('Simulator Server CA'),
		CertificateAuthority.create('Simulator Client CA'),
	]);
	const [server, client, rsaClient] = await Promise.all([
		serverAuthority.issue({ commonName: 'localhost', usage: 'server' }),
		clientAuthority.issue({ commonName: 'Simulator Client (EC)' }),
		clientAuthority.issue({ commonName: 'Simulator Client (RSA)', keyType: 'rsa' }),
	]);
	return { serverAuthority, server, clientAuthority, client, rsaClient };
}
