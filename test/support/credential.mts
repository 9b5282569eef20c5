import type { Simulator } from '../simulator/index.mts';

/** What is typed into the credential's form to reach a simulator. */
export function credentialFor({ url, apiKey, client, ca }: Simulator) {
	return {
		environment: 'custom',
		baseUrl: url,
		apiKey,
		clientCertificate: client.certificate,
		privateKey: client.privateKey,
		ca,
	};
}
