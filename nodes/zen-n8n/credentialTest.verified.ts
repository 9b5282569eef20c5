// In place of credentialTest.ts in the verified build: n8n prefers the credential's own request, see
// credentialRequest.verified.ts, and asks for no method of a node then.
export const credentialTest = {};
