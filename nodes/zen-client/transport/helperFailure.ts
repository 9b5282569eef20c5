import get from 'lodash/get';
import { PROXY_REFUSED } from './port';

/** What can be told from an error of n8n's HTTP helper. */
export interface HelperFailure {
	/** Of Node, OpenSSL or undici, see `TransportError.code`. */
	code: string;
	/** Only when the error itself proves that no TLS connection came about. */
	isBeforeHandshake: boolean;
}

interface Sign {
	/** Of these, what the sign speaks of: code, system call, name, message. */
	fits(error: Told): boolean;
	/** In place of the error's own. */
	code?: string;
}

/** What of an error is looked at, and forgotten again. */
interface Told {
	code: string;
	syscall: string;
	name: string;
	message: string;
}

// An error wraps the one it comes from; a few of each are enough.
const DEEPEST = 4;

// Whatever else goes wrong may have gone wrong after the request was written.
const BEFORE_HANDSHAKE: Sign[] = [
	{ fits: ({ syscall }) => /^(connect|getaddrinfo)$/.test(syscall) },
	{
		// Node's words for a server that hangs up within the handshake.
		fits: ({ message }) => message.includes('before secure TLS connection was established'),
		code: 'ECONNRESET',
	},
	{
		fits: ({ code, message }) =>
			code.startsWith('ERR_SSL_WRONG_VERSION_NUMBER') || /:wrong version number:/.test(message),
		code: 'ERR_SSL_WRONG_VERSION_NUMBER',
	},
	{
		// What Node says of the server's certificate, before it lets anything be written.
		fits: ({ code }) =>
			/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$|ERR_TLS_CERT_ALTNAME_INVALID$)/.test(
				code,
			),
	},
	// n8n's guard against requests to internal addresses; it goes by name.
	{ fits: ({ name }) => name.startsWith('Ssrf') },
	{
		// Words of the library with which n8n asks a proxy for a tunnel.
		fits: ({ message }) => message.startsWith('Proxy connection ended before receiving CONNECT'),
		code: PROXY_REFUSED,
	},
];

/** Reads an error of n8n's HTTP helper, and keeps nothing of it but a code. */
export function failureOf(error: unknown): HelperFailure {
	const chain = chainOf(error).map(told);
	for (const one of chain) {
		const sign = BEFORE_HANDSHAKE.find(({ fits }) => fits(one));
		if (sign) return { code: sign.code ?? codeOf(chain), isBeforeHandshake: true };
	}
	return { code: codeOf(chain), isBeforeHandshake: false };
}

/** The error, those it comes from, and those it is made of. */
function chainOf(error: unknown, depth = 0): unknown[] {
	if (typeof error !== 'object' || error === null || depth > DEEPEST) return [];
	const parts: unknown = get(error, 'errors');
	// Node tries each address of a host. One that failed in another way might have been written to.
	const isOfConnecting =
		Array.isArray(parts) && parts.every((one) => get(one, 'syscall') === 'connect');
	const below = [get(error, 'cause'), ...(isOfConnecting ? parts.slice(0, 1) : [])];
	return [error, ...below.flatMap((one) => chainOf(one, depth + 1))];
}

function told(error: unknown): Told {
	const text = (name: string) => {
		const value: unknown = get(error, name);
		return typeof value === 'string' ? value : '';
	};
	return {
		code: text('code'),
		syscall: text('syscall'),
		name: text('name'),
		message: text('message'),
	};
}

function codeOf(chain: Told[]): string {
	const alert = chain.map(({ message }) => opensslCode(message)).find(Boolean);
	if (alert) return alert;
	// axios has one code for a time-out and for a connection that ended too soon.
	if (chain.some(({ code, message }) => code === 'ECONNABORTED' && message.startsWith('timeout'))) {
		return 'UND_ERR_HEADERS_TIMEOUT';
	}
	const codes = chain.map(({ code }) => code).filter((code) => /^[A-Z][A-Z0-9_]*$/.test(code));
	const [first] = codes;
	if (first) return first === 'ECONNABORTED' ? 'ECONNRESET' : first;
	return chain.find(({ name }) => /^Ssrf[A-Za-z]*$/.test(name))?.name ?? 'NO_CODE';
}

/** OpenSSL's own reason, as Node makes codes of it: EPROTO says nothing, and stands before all of them. */
function opensslCode(message: string): string | undefined {
	const [, reason] = /:SSL routines:[^:]*:([a-z0-9 /]+):/i.exec(message) ?? [];
	return reason && `ERR_SSL_${reason.toUpperCase().replace(/[ /]+/g, '_')}`;
}
