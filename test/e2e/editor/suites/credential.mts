import { beforeAll, expect, it } from 'vitest';
import { CertificateAuthority } from '../../../support/certificates.mts';
import type { CredentialForm } from '../CredentialForm.mts';
import type { EditorStage } from '../EditorStage.mts';
import { picture } from '../Pictures.mts';

const withoutBreaks = (pem: string) => pem.replaceAll('\n', '');
const GOOD = 'Connection tested successfully';

/** The credential's form: what people paste, and what they read when it is wrong. */
export function credential(on: () => EditorStage): void {
	let form: CredentialForm;
	beforeAll(async () => {
		form = await on().editor.newCredential('ZEN API');
	});
	const simulator = () => on().stage.simulator;

	it('connects with what was pasted', async () => {
		const { url, apiKey, client, ca } = simulator();
		await form.pick('environment', 'Custom');
		await form.paste('baseUrl', url);
		await form.paste('apiKey', apiKey);
		await form.paste('clientCertificate', client.certificate);
		await form.paste('privateKey', client.privateKey);
		await form.paste('ca', ca);
		expect(await form.save()).toBe(GOOD);
		await picture('credential', form.root);
	});

	it('connects with PEMs that lost their line breaks', async () => {
		const { rsaClient, ca } = simulator();
		await form.paste('clientCertificate', withoutBreaks(rsaClient.certificate));
		await form.paste('privateKey', withoutBreaks(rsaClient.privateKey));
		await form.paste('ca', withoutBreaks(ca));
		expect(await form.save()).toBe(GOOD);
	});

	const wrong: Array<[what: string, field: string, text: () => Promise<string>, said: RegExp]> = [
		[
			'a key of another certificate',
			'privateKey',
			async () => simulator().client.privateKey,
			/Private Key does not belong to Client Certificate/,
		],
		[
			'a certificate in place of the key',
			'privateKey',
			async () => simulator().client.certificate,
			/Private Key holds a certificate but no private key/,
		],
		[
			'something else',
			'clientCertificate',
			async () => 'my certificate',
			/Client Certificate holds no PEM text/,
		],
		[
			'the name of a file',
			'clientCertificate',
			async () => 'client.p12',
			/holds the name of a file\. .* openssl pkcs12/,
		],
		[
			'a correction of what is no call of ZEN',
			'contractCorrections',
			async () => '{ "makePayment": { "path": "/v2/transfers" } }',
			/Contract Corrections .*makePayment/,
		],
		['a wrong API key', 'apiKey', async () => 'not-the-key', /403/],
		[
			'an address where nobody is',
			'baseUrl',
			async () => 'https://localhost:1',
			/ZEN could not be reached/,
		],
		['an address without https', 'baseUrl', async () => 'http://localhost', /https/],
		[
			'the CA of another server',
			'ca',
			async () => (await CertificateAuthority.create('Other CA')).certificate,
			/CA Certificate/,
		],
	];
	it.each(wrong)('says so after %s, and connects again once it is mended', async (...row) => {
		const [, field, text, said] = row;
		await form.paste(field, await text());
		expect(await form.save()).toMatch(said);
		const { url, apiKey, rsaClient, ca } = simulator();
		const right: Record<string, string> = {
			baseUrl: url,
			apiKey,
			clientCertificate: rsaClient.certificate,
			privateKey: rsaClient.privateKey,
			ca,
			contractCorrections: '{ "statuses": { "settled": ["BOOKED"] } }',
		};
		await form.paste(field, right[field]!);
		expect(await form.save()).toBe(GOOD);
	});
}
