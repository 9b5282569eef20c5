import { InputError } from './errors';
import { readCredential } from './readCredential';
import { authorizationOf, baseUrlOf } from './settings';
import type { ZenCredential } from './settings';
import { identityCheck, readIdentity } from './tls';

/** A request as another node prepares it, in either of the two forms that n8n has. */
export interface ForeignRequest {
	url?: string;
	uri?: string;
	baseURL?: string;
	method?: string;
	headers?: Record<string, unknown>;
	[name: string]: unknown;
}

// What of a request says how its query is written and its answer is read. Nothing else is taken over:
// what is not known here might frame it in another way, or lead it elsewhere.
const KEPT = [
	...['qs', 'qsStringifyOptions', 'useQuerystring', 'arrayFormat', 'json', 'encoding', 'useStream'],
	...['resolveWithFullResponse', 'returnFullResponse', 'simple', 'ignoreHttpStatusErrors'],
	...['timeout', 'gzip', 'abortSignal'],
];
const BODIES = ['body', 'form', 'formData'];
const WAYS = ['proxy', 'auth', 'socketPath'];

// A header that is not known may frame a request, or lead it elsewhere behind a gateway.
const HEADERS =
	/^(accept(-[a-z]+)?|cache-control|pragma|if-(none-match|modified-since)|user-agent|content-type|x-(request|correlation)-id|traceparent|tracestate|x-zen-[a-z-]+)$/;
const OWN_HEADERS = ['authorization'];

/**
 * What becomes of a request that another node sends with our credential, such as n8n's HTTP Request
 * node: it reads from ZEN, and does nothing else. It knows no memory, no limit and no agent, so
 * paying is for the ZEN node.
 *
 * @returns what was checked, and with it all that is sent
 * @throws InputError or CredentialError, naming what has to be changed
 */
export function readingRequest(request: ForeignRequest, given: object, now: Date) {
	const credential = readCredential(given);
	requireReading(request);
	const target = targetOf(request, credential);
	const { cert, key, passphrase, ca } = readIdentity(credential, now);
	const kept = Object.fromEntries(
		KEPT.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])),
	);
	return {
		...kept,
		method: 'GET',
		...(request.url === undefined ? { uri: target.href } : { url: target.href }),
		headers: { ...headersOf(request), Authorization: authorizationOf(credential) },
		agentOptions: {
			...{ cert, key, passphrase, ca, minVersion: 'TLSv1.2', rejectUnauthorized: true },
			checkServerIdentity: identityCheck(target.hostname),
		},
		// Each option twice, for the two forms. A redirect might lead the certificate to another host.
		skipSslCertificateValidation: false,
		rejectUnauthorized: true,
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
		maxRedirects: 0,
		sendCredentialsOnCrossOriginRedirect: false,
	};
}

function requireReading(request: ForeignRequest): void {
	const { method = 'GET' } = request;
	if (typeof method !== 'string' || method.toUpperCase() !== 'GET') {
		throw new InputError(
			'Method',
			'may only be GET with the ZEN API credential in this node. Send payments and drafts with the ZEN node, which keeps them from going out twice and holds them to the limits.',
		);
	}
	if (BODIES.some((name) => isFilled(request[name]))) {
		throw new InputError(
			'Body',
			'cannot go along with the ZEN API credential: this node only reads with it. Switch off Send Body.',
		);
	}
	if (WAYS.some((name) => isFilled(request[name]))) {
		throw new InputError(
			'Proxy',
			'or other ways to the server cannot be set with the ZEN API credential. Whoever runs n8n sets a proxy for all of it.',
		);
	}
}

/** An empty object is what n8n puts where nothing was filled in. */
function isFilled(value: unknown): boolean {
	if (value === undefined || value === null || value === '' || value === false) return false;
	const isPlain = typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
	return !(isPlain && Object.keys(value as object).length === 0);
}

function headersOf({ headers = {} }: ForeignRequest): Record<string, unknown> {
	const entries = Object.entries(headers).filter(
		([name, value]) => !OWN_HEADERS.includes(name.toLowerCase()) && value !== undefined,
	);
	const wrong = entries.find(([name]) => !HEADERS.test(name.toLowerCase()));
	if (!wrong) return Object.fromEntries(entries);
	throw new InputError(
		`Header ${JSON.stringify(wrong[0])}`,
		'cannot go along with the ZEN API credential: it could lead the request or its key elsewhere. Those that say which answer is wanted can, such as Accept.',
	);
}

/** Where a request goes. Throws unless that is ZEN: the key and the certificate are for ZEN alone. */
function targetOf({ url, uri, baseURL }: ForeignRequest, credential: ZenCredential): URL {
	const home = baseUrlOf(credential);
	const path = url ?? uri ?? '';
	const isAbsolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(path);
	const whole = isAbsolute
		? path
		: `${(baseURL ?? home).replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
	const { origin } = new URL(home);
	const target = URL.canParse(whole) ? new URL(whole) : undefined;
	if (target?.origin === origin && !target.username && !target.password) return target;
	throw new InputError(
		'URL',
		`leads elsewhere: the ZEN API credential may only be used for ${origin}. Correct it.`,
	);
}
