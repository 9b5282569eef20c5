import {
	CertificateAuthority,
	type Identity,
	type IssueOptions,
} from '../support/certificates.mts';

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

const SERVER: IssueOptions = { commonName: 'localhost', usage: 'server' };

let made: Promise<Identities> | undefined;

/**
 * Throw-away identities, made once per process: an RSA key takes its time.
 *
 * @param server another certificate for the server than the usual one
 */
export async function identities(server?: Partial<IssueOptions>): Promise<Identities> {
	const usual = await (made ??= make());
	if (!server) return usual;
	const { serverAuthority } = usual;
	return { ...usual, server: await serverAuthority.issue({ ...SERVER, ...server }) };
}

async function make(): Promise<Identities> {
	const [serverAuthority, clientAuthority] = await Promise.all([
		CertificateAuthority.create('Simulator Server CA'),
		CertificateAuthority.create('Simulator Client CA'),
	]);
	const [server, client, rsaClient] = await Promise.all([
		serverAuthority.issue(SERVER),
		clientAuthority.issue({ commonName: 'Simulator Client (EC)' }),
		clientAuthority.issue({ commonName: 'Simulator Client (RSA)', keyType: 'rsa' }),
	]);
	return { serverAuthority, server, clientAuthority, client, rsaClient };
}
