import { CONTRACT, pathTo } from './contract';
import { InputError } from './errors';
import { baseUrlOf } from './settings';
import type { ZenCredential } from './settings';
import type { Transport } from './transport';

type Permissions = Pick<ZenCredential, 'allowPayments' | 'environment' | 'baseUrl'>;

/** Whether *Allow Payments* is on, which it is unless it was switched off. */
export function paymentsAllowed({ allowPayments = true }: Permissions): boolean {
	return allowPayments;
}

/**
 * Checks that a credential allows a request. With *Allow Payments* off that is reading, saving a
 * draft and deleting one, and nothing else: a call that is not known here might move money.
 *
 * @throws InputError
 */
export function requireAllowed(credential: Permissions, method: string, url: string): void {
	if (paymentsAllowed(credential) || isHarmless(method.toUpperCase(), url, credential)) return;
	throw new InputError(
		'Allow Payments',
		'is off in the ZEN API credential, so it may only read and prepare drafts. Create a draft for a person to accept in the ZEN portal, or use a credential that has Allow Payments on.',
	);
}

/** @throws InputError when a credential does not allow to send payments */
export function requirePayments(credential: Permissions): void {
	requireAllowed(credential, 'POST', `${baseUrlOf(credential)}${CONTRACT.paths.createPayment}`);
}

/** What a client may do, whatever its credential allows. */
export interface Openness {
	/** Whether it refuses everything that could change something at ZEN. */
	readOnly?: boolean;
}

/** A transport that lets through only what the credential allows, and what the client was opened for. */
export function permitted(
	transport: Transport,
	credential: Permissions,
	{ readOnly = false }: Openness = {},
): Transport {
	return async (request) => {
		if (readOnly && request.method !== 'GET') {
			throw new InputError('This connection to ZEN', 'is for reading only, so nothing was sent.');
		}
		requireAllowed(credential, request.method, request.url);
		return await transport(request);
	};
}

function isHarmless(method: string, url: string, credential: Permissions): boolean {
	const { paths } = CONTRACT;
	if (method === 'GET' || method === 'HEAD') return true;
	const home = new URL(baseUrlOf(credential)).pathname.replace(/\/$/, '');
	const { pathname } = new URL(url);
	if (!pathname.startsWith(home)) return false;
	const path = pathname.slice(home.length);
	if (method === 'POST') return path === paths.createDraft && path !== paths.createPayment;
	return method === 'DELETE' && isPathTo(paths.deleteDraft, path);
}

/** Whether a path is the one to something by its id, with hexadecimal digits and hyphens as id. */
function isPathTo(template: string, path: string): boolean {
	const [before = '', after = ''] = template.split('{id}');
	const id = path.slice(before.length, after === '' ? undefined : -after.length);
	return /^[0-9a-f-]+$/i.test(id) && pathTo(template, id) === path;
}
