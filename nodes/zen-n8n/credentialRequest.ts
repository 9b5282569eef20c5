import type { ICredentialTestRequest } from 'n8n-workflow';

/**
 * The request with which n8n itself tries a credential. There is none: n8n would prefer it to the test
 * of the node, which says more. credentialRequest.verified.ts takes the place of this file.
 */
export const credentialRequest: ICredentialTestRequest | undefined = undefined;
