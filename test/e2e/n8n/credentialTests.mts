import type { INodeCredentialTestResult } from 'n8n-workflow';
import type { Fault, Simulator } from '../../simulator/index.mts';
import { CertificateAuthority, encryptKey } from '../../support/certificates.mts';
import type { Identity } from '../../support/certificates.mts';
import { credentialFor } from '../../support/credential.mts';
import { ZEN_API } from './examples.mts';
import type { Rest } from './Rest.mts';

type Fields = Partial<ReturnType<typeof credentialFor>> & { passphrase?: string };

interface Tried {
	name: string;
	/** What is another than in a credential that is right. */
	with(simulator: Simulator): Promise<Fields> | Fields;
	/** What comes in place of the accounts. */
	answer?: Pick<Fault, 'status' | 'body'>;
	/** What n8n shows, of either package. */
	both?: string;
	full?: string;
	verified?: string;
	/** Of the verified one in n8n 2.20.0, which has words of its own and does not ask for ours. */
	older?: string;
}

/** What n8n shows of a credential that is right. */
export const WORKS = {
	full: /^Connected\. 4 active accounts; the client certificate is valid until \d{4}-\d\d-\d\d\.$/,
	verified: /^Connection successful!$/,
};

const REACHED = 'ZEN could not be reached: ';
const CHECK_ADDRESS =
	'Check the Environment (or Base URL) in the ZEN API credential, and that this server may connect there.';
const CHECK_CERTIFICATE =
	'Check that the Client Certificate in the ZEN API credential is the one that ZEN accepts for this environment, that it has not been revoked, and that its chain is complete.';
const CHECK_KEY =
	"Check the API Key in the ZEN API credential and its Authorization Scheme. The terminal key of ZEN's payment gateway is a different key and is refused as well. The key may also lack the right for this call, or belong to another environment.";
const TRY_LATER =
	'Try again later. Where ids or dates come from an expression, check them too: ZEN is said to answer 500 to values that it does not like.';

/** What makes a credential wrong, and the whole of what whoever saves it is told, by either package. */
export const WRONG: Tried[] = [
	{
		name: 'a wrong API key',
		with: () => ({ apiKey: 'not-the-key' }),
		full: `ZEN refused access to the list of accounts (403): Invalid authentication credentials. ${CHECK_KEY}`,
		verified: `ZEN refused access to the list of accounts (403). ${CHECK_KEY}`,
		older: 'Forbidden - perhaps check your credentials?',
	},
	{
		name: 'a certificate of another authority',
		with: async () => {
			const stranger = await CertificateAuthority.create('Somebody else');
			return as(await stranger.issue({ commonName: 'client' }));
		},
		full: `${REACHED}the connection was closed before an answer came. If every call ends so, the client certificate is not accepted. ${CHECK_CERTIFICATE}`,
		verified: 'ECONNRESET',
		older:
			'The connection to the server was closed unexpectedly, perhaps it is offline. You can retry the request immediately or wait and retry later.',
	},
	{
		name: 'a certificate that a server in front of ZEN does not take',
		with: () => ({}),
		answer: { status: 400, body: '<html>400 The SSL certificate error</html>' },
		full: `The server in front of ZEN did not accept the client certificate (400). ${CHECK_CERTIFICATE}`,
		verified: `ZEN, or the server in front of it, did not take the request (400). ${CHECK_CERTIFICATE}`,
		older: 'Bad request - please check your parameters',
	},
	{
		name: 'the key of another certificate',
		with: ({ rsaClient }) => ({ privateKey: rsaClient.privateKey }),
		both: 'Private Key does not belong to Client Certificate. Paste the key from which this certificate was requested, or the certificate of this key.',
	},
	{
		name: 'a certificate that has expired',
		with: async ({ authority }) => {
			const dates = { notBefore: new Date('2025-01-01'), notAfter: new Date('2025-03-31') };
			return as(await authority.issue({ commonName: 'client', ...dates }));
		},
		both: 'Client Certificate expired on 2025-03-31 00:00 UTC. Ask the one who issued it for a new one.',
	},
	{
		name: 'a wrong passphrase',
		with: ({ client }) => ({
			privateKey: encryptKey(client.privateKey, 'open'),
			passphrase: 'opne',
		}),
		both: 'Passphrase does not open Private Key. Enter the passphrase that the key was encrypted with, exactly as it was, spaces included.',
	},
	{
		name: 'an address that is not https',
		with: () => ({ baseUrl: 'http://localhost' }),
		both: 'Base URL is no plain https address. Write it as https://api.example.com; anything else would send the API key unprotected.',
	},
	{
		name: 'a port where nobody listens',
		with: () => ({ baseUrl: 'https://localhost:1' }),
		full: `${REACHED}the connection was refused. ${CHECK_ADDRESS}`,
		verified: 'ECONNREFUSED',
		older: 'The service refused the connection - perhaps it is offline',
	},
	{
		name: 'a host that nobody knows',
		with: () => ({ baseUrl: 'https://no-such-host.invalid' }),
		full: `${REACHED}its host name could not be resolved. ${CHECK_ADDRESS}`,
		verified: 'ENOTFOUND',
		older:
			'The connection cannot be established, this usually occurs due to an incorrect host (domain) value',
	},
	{
		name: 'the CA of another server',
		with: async () => ({ ca: (await CertificateAuthority.create('Another')).certificate }),
		full: `${REACHED}the server's certificate is not signed by a trusted authority. Leave CA Certificate empty for ZEN itself. Fill it in only with the CA that signed this server's certificate, for instance that of the simulator or of a proxy that inspects traffic.`,
		verified: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		older: 'unable to verify the first certificate',
	},
	{
		name: 'ZEN out of order',
		with: () => ({}),
		answer: { status: 503, body: '<html>Please try later</html>' },
		both: `ZEN answered with HTTP status 503 when asked for the list of accounts. ${TRY_LATER}`,
		older:
			'Service unavailable - try again later or consider setting this node to retry automatically (in the node settings)',
	},
];

function as({ certificate, privateKey }: Identity): Fields {
	return { clientCertificate: certificate, privateKey };
}

/** Tests the saved credential as its form does when it is saved again with other fields. */
export async function testCredential(
	rest: Rest,
	simulator: Simulator,
	fields: Fields = {},
): Promise<Pick<INodeCredentialTestResult, 'status' | 'message'>> {
	const data = { ...credentialFor(simulator), ...fields };
	const credentials = { ...ZEN_API, type: 'zenApi', data };
	const { status, message } = await rest.post<INodeCredentialTestResult>('/credentials/test', {
		credentials,
	});
	return { status, message };
}
