import { InputError } from './errors';

/** What the ZEN API credential holds, as n8n hands it over. */
export interface ZenCredential {
	environment: 'production' | 'test' | 'custom';
	/** Only for `custom`. */
	baseUrl?: string;
	apiKey: string;
	authorizationScheme: 'bearer' | 'bare';
	/** Whether payments may be sent. On when absent. */
	allowPayments?: boolean;
	/** What a language model may do with it as its tool. Drafts when absent. */
	aiTools?: 'nothing' | 'drafts' | 'payments';
	/** Whom may be paid; empty for anybody. */
	allowedReceivers?: string;
	/** The most that one payment may be, for each currency; empty for no limit. */
	limitPerPayment?: string;
	/** The most that may be paid on one day, for each currency; empty for no limit. */
	limitPerDay?: string;
	/** Whether what is sent has to be remembered in PostgreSQL. */
	requireSharedMemory?: boolean;
	/** Whose payments one memory in PostgreSQL holds; empty for one by environment. */
	ledgerName?: string;
	/** What a notification has to bring along; empty when none is agreed. */
	notificationSecret?: string;
	/** What of our contract with ZEN is put right, as JSON, see `correctedBy`; empty for nothing. */
	contractCorrections?: string;
	/** PEM, perhaps with its chain, perhaps bent by pasting. */
	clientCertificate: string;
	privateKey: string;
	passphrase?: string;
	/** PEM of the authority that signed the server's certificate; empty for the system's own. */
	ca?: string;
}

/** Evidence: the test address is documented by ZEN, the production address was observed. */
export const ENVIRONMENTS = {
	production: 'https://api-services.zen.com',
	test: 'https://api-services.zen-test.com',
} as const;

/**
 * The address that a credential points to, without a slash at its end.
 *
 * @throws InputError when it is no https URL, or holds more than an address
 */
export function baseUrlOf(credential: Pick<ZenCredential, 'environment' | 'baseUrl'>): string {
	const { environment } = credential;
	if (environment !== 'custom') {
		if (Object.hasOwn(ENVIRONMENTS, environment)) return ENVIRONMENTS[environment];
		throw new InputError(
			'Environment',
			`is "${String(environment)}". Choose Production, Test or Custom.`,
		);
	}
	const text = (credential.baseUrl ?? '').trim();
	if (!text) {
		throw new InputError(
			'Base URL',
			'is empty. Fill it in, or choose the environment Production or Test.',
		);
	}
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== 'https:' || url.username || url.password || url.search || url.hash) {
		throw new InputError(
			'Base URL',
			'is no plain https address. Write it as https://api.example.com; anything else would send the API key unprotected.',
		);
	}
	// Not which one: what stands in a credential may be a secret.
	if (/[^/]/.test(url.pathname)) {
		throw new InputError(
			'Base URL',
			'holds a path. Leave only the address, such as https://api.example.com: each call adds a path of its own.',
		);
	}
	return url.origin;
}

/**
 * The value of the `Authorization` header.
 *
 * Evidence: ZEN's page on accounts words it as the bare key; observed was that `Bearer <key>` works and that the bare key
 * was refused. So the scheme is a choice, and a `Bearer ` that was pasted along is taken off.
 *
 * @throws InputError when the key is empty or cannot stand in a header
 */
export function authorizationOf(
	credential: Pick<ZenCredential, 'apiKey' | 'authorizationScheme'>,
): string {
	const key = bareKey(credential);
	if (!key) {
		throw new InputError('API Key', 'is empty. Copy it from the ZEN portal.');
	}
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new InputError(
			'API Key',
			'holds spaces, line breaks or unusual characters. Copy it again, without anything around it.',
		);
	}
	return credential.authorizationScheme === 'bare' ? key : `Bearer ${key}`;
}

export function bareKey({ apiKey }: Pick<ZenCredential, 'apiKey'>): string {
	return (apiKey ?? '').trim().replace(/^Bearer(\s+|$)/i, '');
}
