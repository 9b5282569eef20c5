import { describe, expect, it } from 'vitest';
import { correctedBy } from '../../nodes/zen-client';
import { requireAllowed } from '../../nodes/zen-client/permissions';

const HOME = 'https://zen.example';
const ID = '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c';
const { contract } = correctedBy(
	JSON.stringify({
		createPayment: { path: '/v2/transfers' },
		createDraft: { path: '/v2/proposals' },
		deleteDraft: { method: 'POST', path: '/v2/proposals/{id}/discard' },
	}),
);
const OFF = { environment: 'custom', baseUrl: HOME, allowPayments: false } as const;
const attempt = (method: string, path: string, openness: object = {}, credential: object = OFF) =>
	expect(() => requireAllowed(credential as typeof OFF, openness, method, HOME + path, contract));

describe('with Allow Payments off, and corrected paths', () => {
	it('drafts are saved and deleted where the corrections say', () => {
		attempt('POST', '/v2/proposals').not.toThrow();
		attempt('POST', `/v2/proposals/${ID}/discard`).not.toThrow();
		attempt('GET', '/v2/transfers').not.toThrow();
	});

	it.each([
		['POST', '/v2/transfers'],
		['POST', '/payments/v1.0'],
		['POST', '/payments/v1.0/drafts'],
		['DELETE', `/payments/v1.0/drafts/${ID}`],
		['DELETE', `/v2/proposals/${ID}/discard`],
		['POST', `/v2/proposals/${ID}`],
		['POST', `/v2/proposals/${ID}/accept`],
		['POST', `/v2/proposals/${ID}/discard/x`],
		['POST', '/v2/proposals/../transfers'],
		['POST', '/v2/proposals/x%2F..%2Ftransfers/discard'],
		['PUT', '/v2/proposals'],
		['PATCH', `/v2/proposals/${ID}/discard`],
	])('nothing else is written: %s %s', (method, path) => {
		attempt(method, path).toThrow('Allow Payments is off');
	});
});

it('an agent that may save drafts deletes none, by whatever method that goes', () => {
	const credential = { ...OFF, allowPayments: true };
	const tool = { isTool: true };
	attempt('POST', '/v2/proposals', tool, credential).not.toThrow();
	attempt('POST', `/v2/proposals/${ID}/discard`, tool, credential).toThrow('deletes none');
	attempt('DELETE', `/v2/proposals/${ID}`, tool, credential).toThrow('deletes none');
	attempt('POST', '/v2/transfers', tool, credential).toThrow('sends no payments');
});
