import { CONTRACT } from './contract';
import type { Contract } from './contract';
import { InputError } from './errors';
import { exampleId, readId } from './ids';
import { pathTo } from './pathTo';
import { baseUrlOf } from './settings';
import type { ZenCredential } from './settings';
import type { Transport } from './transport';

type Permissions = Pick<ZenCredential, 'allowPayments' | 'aiTools' | 'environment' | 'baseUrl'>;

/** What a client may do, whatever its credential allows. */
export interface Openness {
	/** Whether it refuses everything that could change something at ZEN. */
	readOnly?: boolean;
	/** Whether a language model has the node as its tool. */
	isTool?: boolean;
}

type Calls = Pick<Contract, 'paths' | 'deletion' | 'ids'>;

// Of a workflow that has no ID nothing tells that it is none that n8n made for an agent.
const AS_TOOL = 'as the tool of a language model, or in a workflow that was never saved,';

/** Whether payments may be sent. */
export function paymentsAllowed(credential: Permissions, { isTool }: Openness = {}): boolean {
	const { allowPayments = true, aiTools = 'drafts' } = credential;
	return allowPayments && (!isTool || aiTools === 'payments');
}

/**
 * Checks that a credential allows a request. Where it allows no payments that is reading, saving a
 * draft and deleting one, and nothing else: a call that is not known here might move money.
 *
 * @throws InputError
 */
export function requireAllowed(
	credential: Permissions,
	openness: Openness,
	method: string,
	url: string,
	calls: Calls = CONTRACT,
): void {
	if (isRead(method)) return;
	if (openness.readOnly) {
		throw new InputError('This connection to ZEN', 'is for reading only, so nothing was sent.');
	}
	const { aiTools = 'drafts', allowPayments = true } = credential;
	if (openness.isTool && aiTools === 'nothing') {
		throw ofTools(`nothing, so ${AS_TOOL} it only reads`);
	}
	const write = { method: method.toUpperCase(), url };
	if (openness.isTool && aiTools === 'drafts' && deletes(write, credential, calls)) {
		// It need not be one that the model has saved.
		throw ofTools(`drafts, so ${AS_TOOL} it saves drafts and deletes none`);
	}
	if (isOfDrafts(write, credential, calls)) return;
	if (!allowPayments) {
		throw new InputError(
			'Allow Payments',
			'is off in the ZEN API credential, so it may only read and prepare drafts. Create a draft for a person to accept in the ZEN portal, or use a credential that has Allow Payments on.',
		);
	}
	if (paymentsAllowed(credential, openness)) return;
	throw ofTools(
		`drafts, so ${AS_TOOL} it sends no payments. Save the workflow first if it is one of your own; a language model can create a draft for a person to accept in the ZEN portal`,
	);
}

/** @throws InputError when a credential does not allow to send payments */
export function requirePayments(credential: Permissions, openness: Openness, calls: Calls): void {
	const url = `${baseUrlOf(credential)}${calls.paths.createPayment}`;
	requireAllowed(credential, { isTool: openness.isTool }, 'POST', url, calls);
}

/** @throws InputError when a credential does not allow to save drafts */
export function requireDrafts(credential: Permissions, openness: Openness, calls: Calls): void {
	const url = `${baseUrlOf(credential)}${calls.paths.createDraft}`;
	requireAllowed(credential, { isTool: openness.isTool }, 'POST', url, calls);
}

/** @throws InputError when a credential does not allow to delete drafts */
export function requireDeletion(credential: Permissions, openness: Openness, calls: Calls): void {
	const url = baseUrlOf(credential) + pathTo(calls, 'deleteDraft', exampleId(calls.ids.draft));
	requireAllowed(credential, { isTool: openness.isTool }, calls.deletion, url, calls);
}

/** A transport that lets through only what the credential allows, and what the client was opened for. */
export function permitted(
	transport: Transport,
	credential: Permissions,
	openness: Openness,
	calls: Calls,
): Transport {
	return async (request) => {
		requireAllowed(credential, openness, request.method, request.url, calls);
		return await transport(request);
	};
}

function ofTools(what: string): InputError {
	return new InputError(
		'AI Tools May',
		`is set to ${what}. Whoever owns the ZEN API credential can change that.`,
	);
}

function isRead(method: string): boolean {
	return ['GET', 'HEAD'].includes(method.toUpperCase());
}

interface Write {
	/** In capitals. */
	method: string;
	url: string;
}

function isOfDrafts(write: Write, credential: Permissions, calls: Calls): boolean {
	const { createDraft, createPayment } = calls.paths;
	const path = pathOf(write, credential);
	const saves = write.method === 'POST' && path === createDraft && path !== createPayment;
	return saves || isDeletion(write, credential, calls);
}

/** Whether it is one of a draft, or could be one of something else. */
function deletes(write: Write, credential: Permissions, calls: Calls): boolean {
	return write.method === 'DELETE' || isDeletion(write, credential, calls);
}

function isDeletion(write: Write, credential: Permissions, calls: Calls): boolean {
	const path = pathOf(write, credential);
	return write.method === calls.deletion && path !== undefined && isOfDraft(path, calls);
}

/** Below the credential's own address; `undefined` for what is elsewhere. */
function pathOf({ url }: Write, credential: Permissions): string | undefined {
	const home = new URL(baseUrlOf(credential)).pathname.replace(/\/$/, '');
	const { pathname } = new URL(url);
	return pathname.startsWith(home) ? pathname.slice(home.length) : undefined;
}

/** Whether a path is the one to delete a draft by, with the ID of one in it. */
function isOfDraft(path: string, calls: Calls): boolean {
	const [before = '', after = ''] = calls.paths.deleteDraft.split('{id}');
	const id = path.slice(before.length, after === '' ? undefined : -after.length);
	const isId = readId(calls.ids.draft, id) !== undefined;
	return isId && pathTo(calls, 'deleteDraft', id) === path;
}
