import type { Fault } from './errors';

/** Why no answer came, and what to do about it. */
export interface Cause {
	/** Continues "ZEN could not be reached: …". */
	what: string;
	remedy: string;
	/** Absent where it would say nothing, such as of a run that was cancelled. */
	fault?: Fault;
}

const CHECK_HOST =
	'Check the Environment (or Base URL) in the ZEN API credential, and that this server may connect there.';
/** How to go on when the client certificate is not taken. */
export const CHECK_CLIENT_CERTIFICATE =
	'Check that the Client Certificate in the ZEN API credential is the one that ZEN accepts for this environment, that it has not been revoked, and that its chain is complete.';
const CHECK_SERVER_CERTIFICATE =
	"Leave CA Certificate empty for ZEN itself. Fill it in only with the CA that signed this server's certificate, for instance that of the simulator or of a proxy that inspects traffic.";
const TRY_LATER = 'Try again later. If it stays so, ask ZEN whether the service is available.';

// The first row that fits is taken.
const CAUSES: Array<[RegExp, Cause]> = [
	[
		/^(ENOTFOUND|EAI_AGAIN)$/,
		{ what: 'its host name could not be resolved', remedy: CHECK_HOST, fault: 'unavailable' },
	],
	[
		/^ECONNREFUSED$/,
		{ what: 'the connection was refused', remedy: CHECK_HOST, fault: 'unavailable' },
	],
	[
		/^(UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
		{ what: 'no connection came about in time', remedy: CHECK_HOST, fault: 'unavailable' },
	],
	[
		/^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/,
		{ what: 'the answer did not come in time', remedy: TRY_LATER, fault: 'unavailable' },
	],
	[
		/^ZEN_DEADLINE$/,
		{
			what: 'it took too long as a whole, so it was broken off',
			remedy: TRY_LATER,
			fault: 'unavailable',
		},
	],
	[
		/ALERT_(CERTIFICATE|UNKNOWN_CA|BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|HANDSHAKE_FAILURE|ACCESS_DENIED|DECRYPT_ERROR|NO_CERTIFICATE)/,
		{
			what: 'the client certificate was not accepted',
			remedy: CHECK_CLIENT_CERTIFICATE,
			fault: 'credential',
		},
	],
	[
		/^ERR_TLS_CERT_ALTNAME_INVALID$|^HOSTNAME_MISMATCH$/,
		{
			what: "the server's certificate belongs to another host name",
			remedy: CHECK_HOST,
			fault: 'configuration',
		},
	],
	[
		/^CERT_HAS_EXPIRED$/,
		{
			what: "the server's certificate has expired",
			remedy: CHECK_SERVER_CERTIFICATE,
			fault: 'configuration',
		},
	],
	[
		/^CERT_NOT_YET_VALID$/,
		{
			what: "the server's certificate is not valid yet",
			remedy: 'Set the clock of this machine if it is wrong; else wait.',
			fault: 'configuration',
		},
	],
	[
		/^INVALID_PURPOSE$/,
		{
			what: "the server's certificate is not made for servers",
			remedy: CHECK_SERVER_CERTIFICATE,
			fault: 'configuration',
		},
	],
	[
		/(EE|CA)_KEY_TOO_SMALL|CA_MD_TOO_WEAK/,
		{
			what: 'a certificate has a key or signature that is too weak for TLS here',
			remedy:
				'If it is the Client Certificate in the ZEN API credential, have it issued for an RSA key of 2048 bits or more, or an EC key.',
			fault: 'configuration',
		},
	],
	[
		/^(UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CERT_)/,
		{
			what: "the server's certificate is not signed by a trusted authority",
			remedy: CHECK_SERVER_CERTIFICATE,
			fault: 'configuration',
		},
	],
	[
		/WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PROTOCOL_VERSION|^EPROTO$/,
		{
			what: 'the server does not speak TLS 1.2 or newer at this address',
			remedy: CHECK_HOST,
			fault: 'configuration',
		},
	],
	[
		/^UND_ERR_ABORTED$|^UND_ERR_INVALID_ARG$/,
		{
			what: 'the proxy did not let the connection through',
			remedy: 'Check the HTTPS_PROXY and NO_PROXY settings of this n8n.',
			fault: 'unavailable',
		},
	],
	[
		/^(ECONNRESET|UND_ERR_SOCKET|EPIPE|UND_ERR_DESTROYED|UND_ERR_CLOSED)$/,
		{
			what: 'the connection was closed before an answer came',
			remedy: `If every call ends so, the client certificate is not accepted. ${CHECK_CLIENT_CERTIFICATE}`,
			fault: 'unavailable',
		},
	],
	[
		/^HPE_|^UND_ERR_RES/,
		{ what: 'the answer was no HTTP that can be read', remedy: TRY_LATER, fault: 'unavailable' },
	],
	[
		/^ZEN_RESPONSE_TOO_LARGE$/,
		{ what: 'the answer was larger than allowed', remedy: 'Ask for less at once.' },
	],
	[
		/^ZEN_PROXY_ADDRESS$/,
		{
			what: 'the address of the proxy cannot be read',
			remedy: 'Write HTTPS_PROXY in the settings of this n8n as http://host:port.',
			fault: 'configuration',
		},
	],
	[
		/^(Ssrf|ZEN_EGRESS$)/,
		{
			what: 'this n8n is set to let no workflow reach that address, or could not tell',
			remedy:
				'Correct the Base URL in the ZEN API credential; or whoever runs n8n lists the host in N8N_SSRF_ALLOWED_HOSTNAMES.',
			fault: 'configuration',
		},
	],
	[
		/^ZEN_OLD_N8N$/,
		{
			what: 'this n8n shows no client certificate',
			remedy: 'It is too old for this package. Update n8n, or install n8n-nodes-zen@full.',
			fault: 'configuration',
		},
	],
	[/^ZEN_CANCELLED$/, { what: 'the execution was cancelled', remedy: 'Run it again if you like.' }],
];

/** @param code a code of Node, OpenSSL or undici, as in `TransportError.code` */
export function causeOf(code: string): Cause {
	const row = CAUSES.find(([pattern]) => pattern.test(code));
	return (
		row?.[1] ?? {
			what: 'the connection failed',
			remedy: `${TRY_LATER} Technical code: ${code}.`,
			fault: 'unavailable',
		}
	);
}
