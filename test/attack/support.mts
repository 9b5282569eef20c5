import { request } from 'undici';
import { TRIGGER } from '../node/support/triggers.mts';
import type { TestN8n } from '../node/support/triggers.mts';
import type { Published } from '../engine/harness/server/Published.mts';

export const UNKNOWN = '99999999-9999-4999-8999-999999999999';
export const ACCOUNT_ID = '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c';

/** A notification as ZEN sends it, with some fields replaced; undefined leaves one out. */
export const notification = (fields: Record<string, unknown> = {}) => ({
	paymentId: UNKNOWN,
	externalId: null,
	direction: 'IN',
	transactionStatus: 'SETTLED',
	accountId: ACCOUNT_ID,
	...fields,
});

export interface Forged {
	body?: string | Buffer;
	headers?: Record<string, string | string[]>;
	query?: string;
}

/** Sends something to a trigger's Production URL. */
export async function send(
	n8n: TestN8n,
	published: Published,
	{ body = JSON.stringify(notification()), headers = {}, query = '' }: Forged = {},
): Promise<{ status: number; text: string }> {
	const { statusCode, body: answer } = await request(n8n.server.url(published, TRIGGER) + query, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
		// What is left unread of a body that was refused must not be in the way of the next.
		reset: true,
	});
	return { status: statusCode, text: await answer.text() };
}
