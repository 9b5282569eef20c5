import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { blocksIn, readIdentity } from '../../nodes/zen-client/tls';
import { CertificateAuthority, encryptKey } from '../support/certificates.mts';

const NOW = new Date();
const root = await CertificateAuthority.create();
const intermediate = await root.intermediate('Throw-away Issuing CA');
const client = await intermediate.issue({ commonName: 'client' });
const rsa = await intermediate.issue({ commonName: 'rsa client', keyType: 'rsa' });
const ed25519 = await intermediate.issue({ commonName: 'short key', keyType: 'ed25519' });
const PASSPHRASE = 'pass phrase';

const exported = (pem: string, type: 'pkcs1' | 'sec1') =>
	createPrivateKey(pem).export({ type, format: 'pem' }) as string;
const base64Lines = (pem: string) => pem.replace(/-----.*-----\n/g, '');
const base64Url = (pem: string) =>
	base64Lines(pem).replace(/[\n=]/g, '').replace(/\+/g, '-').replace(/\//g, '_');
const inBase64 = (text: string) => Buffer.from(text).toString('base64');
const unicodeEscaped = (text: string) =>
	text.replace(/[^A-Za-z0-9]/g, (one) => `\\u00${one.charCodeAt(0).toString(16).padStart(2, '0')}`);

const BLOCKS = {
	certificate: client.certificate,
	'intermediate certificate': intermediate.certificate,
	'PKCS#8 key': client.privateKey,
	'PKCS#8 key of an RSA certificate': rsa.privateKey,
	'PKCS#8 key of 48 bytes': ed25519.privateKey,
	'encrypted PKCS#8 key': encryptKey(client.privateKey, PASSPHRASE),
	'PKCS#1 key': exported(rsa.privateKey, 'pkcs1'),
	'SEC1 key': exported(client.privateKey, 'sec1'),
	'public key': new X509Certificate(rsa.certificate).publicKey.export({
		type: 'spki',
		format: 'pem',
	}) as string,
};

// As a whole text, several blocks or one.
const ENCODINGS: Record<string, (text: string) => string> = {
	base64: inBase64,
	'base64 in lines': (text) => inBase64(text).replace(/.{76}/g, '$&\r\n'),
	'base64 in quotes': (text) => JSON.stringify(inBase64(text)),
	'base64 of base64': (text) => inBase64(inBase64(text)),
	'base64 of the text as Windows keeps it': (text) =>
		Buffer.from(text, 'utf16le').toString('base64'),
	'base64 of a JSON string': (text) => inBase64(JSON.stringify(text)),
	'encoded for an address': encodeURIComponent,
	'encoded for an address as a whole': encodeURI,
	'encoded as in a form that is sent': (text) => new URLSearchParams({ text }).toString(),
	'encoded for an address, base64 before': (text) => encodeURIComponent(inBase64(text)),
	'a JSON string in a JSON string': (text) => JSON.stringify(JSON.stringify(text)),
	'JSON with numbers for characters': unicodeEscaped,
	'XML with numbers for characters': (text) =>
		text.replace(/[\n+]/g, (one) => `&#${one.charCodeAt(0)};`),
};

// One block or several, without BEGIN and END lines.
const BARE: Record<string, (pem: string) => string> = {
	'in lines': base64Lines,
	'on one line': (pem) => base64Lines(pem).replace(/\n/g, ''),
	'with literal \\n': (pem) => base64Lines(pem).replace(/\n/g, '\\n'),
	'with CRLF and spaces': (pem) => base64Lines(pem).replace(/\n/g, ' \r\n\t'),
	'for addresses': base64Url,
	'in quotes, with a comma': (pem) => `"${base64Lines(pem).trim()}",`,
	'in JSON': (pem) => JSON.stringify({ value: base64Lines(pem) }),
	'without its BEGIN line': (pem) => pem.replace(/^.*\n/, ''),
	'without its END line': (pem) => pem.replace(/\n-----END.*\n/, ''),
	'of base64': (pem) => inBase64(base64Lines(pem)),
};

const found = (text: string) => blocksIn(text).map(({ pem }) => pem);
const ALL = Object.values(BLOCKS);
// Of no use in a credential, so it is not looked at whether one is whole.
const ofUse = ALL.filter((block) => block !== BLOCKS['public key']);

describe('PEM that was encoded once more is read', () => {
	it.each(Object.entries(ENCODINGS))('%s', (_name, encode) => {
		expect(encode(ALL.join(''))).not.toBe(ALL.join(''));
		expect(found(encode(ALL.join('')))).toEqual(ALL);
		for (const block of ofUse) expect(found(encode(block))).toEqual([block]);
	});
});

describe('base64 without BEGIN and END lines is read', () => {
	describe.each(Object.entries(BARE))('%s', (_how, strip) => {
		it.each(Object.entries(BLOCKS))('%s', (_name, block) => {
			expect(found(strip(block))).toEqual([block]);
		});
	});

	it('of a chain, as a list in JSON, or one below the other', () => {
		const chain = [client.certificate, intermediate.certificate, root.certificate];
		const bare = chain.map((one) => base64Lines(one).replace(/\n/g, ''));
		expect(found(JSON.stringify(bare))).toEqual(chain);
		expect(found(bare.join('\n'))).toEqual(chain);
	});

	it('in all fields of a credential', () => {
		const fields = {
			clientCertificate: base64Lines(client.certificate),
			privateKey: base64Lines(encryptKey(client.privateKey, PASSPHRASE)),
			passphrase: PASSPHRASE,
			ca: inBase64(root.certificate),
		};
		const identity = readIdentity(fields, NOW);
		expect(identity.cert).toBe(client.certificate);
		expect(identity.ca).toBe(root.certificate);
	});
});

describe('nothing is taken where there is doubt', () => {
	const sound = (text: string) => blocksIn(text).filter(({ flaw, pem }) => !flaw && pem !== '');

	it.each([
		['nothing', ''],
		[
			'words',
			'My certificate is attached to the mail that I have sent to you last week, is it not',
		],
		['a long word', 'A'.repeat(500)],
		['a number', '3'.repeat(500)],
		['base64 of words', inBase64('the quick brown fox jumps over the lazy dog, '.repeat(9))],
		['base64 that lost its end', base64Lines(client.certificate).slice(0, -40)],
		['base64 that lost a line', base64Lines(client.certificate).replace(/\n.{64}/, '')],
		[
			'base64 with something behind',
			`${base64Url(client.certificate)}${base64Url(client.certificate).slice(0, 40)}`,
		],
		['base64 of a PEM that lost its end', inBase64(client.certificate.slice(0, 300))],
		[
			'a PEM that lost a line, encoded for an address',
			encodeURIComponent(client.certificate.replace(/\n.{64}/, '')),
		],
		['four layers', inBase64(inBase64(inBase64(inBase64(client.certificate))))],
	])('%s', (_name, text) => {
		expect(sound(text)).toEqual([]);
	});

	it('a whole PEM is taken as it stands, whatever else the text says', () => {
		const text = `100%25 &#45; \\u002D\n${client.certificate}${base64Lines(client.privateKey)}`;
		expect(found(text)).toEqual([client.certificate]);
	});
});
