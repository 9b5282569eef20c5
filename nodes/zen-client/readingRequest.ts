import { CONTRACT } from './contract';
import { correctedBy } from './corrections';
import { InputError } from './errors';
import { isObject } from './json';
import { excessOf, LONGEST } from './lengths';
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
const BODIES = ['body', 'form', 'formData', 'multipart', 'data'];
const WAYS = ['proxy', 'auth', 'socketPath'];
// Servers refuse what is longer.
const LONGEST_URL = 8_000;

// A header that is not known may frame a request, or lead it elsewhere behind a gateway.
const HEADERS =
	/^(accept(-(charset|encoding|language))?|cache-control|pragma|if-(none-match|modified-since)|user-agent|x-(request|correlation)-id|traceparent|tracestate)$/i;
// Left out: the key is ours, and of a type n8n would make a body where there is none.
const OWN_HEADERS = ['authorization', 'content-type'];
// No line break, which would begin another header.
const HEADER_VALUE = /^[\x20-\x7e]*$/;

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
	// Any other value of it is a body in one of the forms.
	if (typeof kept.json !== 'boolean') delete kept.json;
	return {
		...kept,
		method: 'GET',
		...(request.url === undefined ? { uri: target.href } : { url: target.href }),
		headers: { ...headersOf(request), Authorization: authorizationOf(credential) },
		agentOptions: {
			...{ cert, key, passphrase, ca, minVersion: 'TLSv1.2', rejectUnauthorized: true },
			checkServerIdentity: identityCheck(target.hostname, null),
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
	const isBodyInJson = typeof request.json === 'object' && isFilled(request.json);
	if (isBodyInJson || BODIES.some((name) => isFilled(request[name]))) {
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

/** Written anew: a name that is there twice, or a value that is no text, might be sent in a way of its own. */
function headersOf({ headers }: ForeignRequest): Record<string, string> {
	const found = new Map<string, string>();
	if (headers === undefined || headers === null) return {};
	if (!isObject(headers))
		throw new InputError('Headers', 'hold no names with values. Correct them.');
	for (const [name, value] of Object.entries(headers as Record<string, unknown>)) {
		const plain = name.toLowerCase();
		if (OWN_HEADERS.includes(plain) || value === undefined) continue;
		if (!HEADERS.test(name)) {
			throw wrongHeader(
				name,
				'cannot go along with the ZEN API credential: it could lead the request or its key elsewhere. Those that say which answer is wanted can, such as Accept.',
			);
		}
		if (found.has(plain)) throw wrongHeader(name, 'is there twice. Leave one of them.');
		const isText = ['string', 'number', 'boolean'].includes(typeof value);
		const text = isText ? String(value) : '\n';
		if (excessOf(text, LONGEST.text) || !HEADER_VALUE.test(text)) {
			throw wrongHeader(
				name,
				'holds a list, an object, line breaks, unusual characters or too much. Write it as plain text on one line.',
			);
		}
		found.set(plain, text);
	}
	return Object.fromEntries(found);
}

function wrongHeader(name: string, problem: string): InputError {
	return new InputError(`Header ${JSON.stringify(name)}`, problem);
}

/** Where a request goes. Throws unless that is ZEN: the key and the certificate are for ZEN alone. */
function targetOf({ url, uri, baseURL }: ForeignRequest, credential: ZenCredential): URL {
	const home = baseUrlOf(credential);
	const path: unknown = url ?? uri ?? '';
	const base: unknown = baseURL ?? home;
	const given = [path, base];
	if (!given.every((one) => typeof one === 'string' && one.length <= LONGEST_URL)) {
		throw new InputError(
			'URL',
			`holds no address, or one of more than ${LONGEST_URL} characters. Correct it.`,
		);
	}
	// As n8n asks for it where it tests the credential by itself.
	const { contract } = correctedBy(credential.contractCorrections);
	const asked = path === CONTRACT.paths.accounts ? contract.paths.accounts : path;
	return checkedTarget(String(asked), String(base), new URL(home).origin);
}

function checkedTarget(path: string, base: string, origin: string): URL {
	const isAbsolute = /^([a-z][a-z\d+.-]*:)?\/\//i.test(path);
	const whole = isAbsolute
		? path
		: `${base.replace(/(?<!\/)\/+$/, '')}/${path.replace(/^\/+/, '')}`;
	const target = URL.canParse(whole) ? new URL(whole) : undefined;
	if (target?.origin === origin && !target.username && !target.password) return target;
	throw new InputError(
		'URL',
		`leads elsewhere: the ZEN API credential may only be used for ${origin}. Correct it.`,
	);
}
