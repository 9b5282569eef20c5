import { X509Certificate } from 'crypto';

/** As Node's `checkServerIdentity`: undefined says that the certificate is the right one. */
export type IdentityCheck = (told: string, certificate: { raw?: Buffer }) => Error | undefined;

/**
 * Holds the server's certificate to a host, whatever host the connection was told. Never throws: Node
 * calls it where nobody could catch that.
 *
 * @param hostname as in a URL
 */
export function identityCheck(hostname: string): IdentityCheck {
	const host = hostname.replace(/^\[(.*)\]$/, '$1');
	return (_told, { raw }) => {
		try {
			if (raw && isMadeOutTo(new X509Certificate(raw), host)) return undefined;
		} catch {
			// One that cannot be read is none of ours.
		}
		const message = `The server's certificate is not made out to ${host}`;
		// Node's own code for that.
		return Object.assign(new Error(message), { code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
	};
}

function isMadeOutTo(certificate: X509Certificate, host: string): boolean {
	const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
	const match = isAddress ? certificate.checkIP(host) : certificate.checkHost(host);
	return match !== undefined;
}
