import { X509Certificate } from 'crypto';

/** As Node's `checkServerIdentity`: undefined says that the certificate is the right one. */
export type IdentityCheck = (told: string, certificate: { raw?: Buffer }) => Error | undefined;

/**
 * Holds the server's certificate to a host, whatever host the connection was told. Never throws: Node
 * calls it where nobody could catch that.
 *
 * @param hostname as in a URL
 * @param code of the error, Node's own when absent. Where n8n words errors, it has to be none: by that
 * code n8n 2.8.4 advises to ignore SSL issues.
 */
export function identityCheck(
	hostname: string,
	code: string | null = 'ERR_TLS_CERT_ALTNAME_INVALID',
): IdentityCheck {
	const host = hostname.replace(/^\[(.*)\]$/, '$1');
	return (_told, { raw }) => {
		try {
			if (raw && isMadeOutTo(new X509Certificate(raw), host)) return undefined;
		} catch {
			// One that cannot be read is none of ours.
		}
		const message = `The server's certificate is not made out to ${host}`;
		return Object.assign(new Error(message), code !== null && { code });
	};
}

function isMadeOutTo(certificate: X509Certificate, host: string): boolean {
	const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
	const match = isAddress ? certificate.checkIP(host) : certificate.checkHost(host);
	return match !== undefined;
}
