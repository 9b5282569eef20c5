import type { ICredentialTestRequest } from 'n8n-workflow';
import { PROBE } from '../zen-client';

/**
 * In place of credentialRequest.ts in the verified build: n8n gives a credential's test no other helper.
 * What is wrong with a field is told by `authenticate`, what a status means stands here, and what keeps a
 * connection from coming about is told in n8n's words.
 */
export const credentialRequest: ICredentialTestRequest | undefined = {
	request: { method: 'GET', url: PROBE.path },
	rules: PROBE.meanings.map(({ status, meaning }) => ({
		type: 'responseCode',
		properties: { value: status, message: meaning },
	})),
};
