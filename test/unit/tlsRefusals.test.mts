import {
	createCipheriv,
	generateKeyPairSync,
	pbkdf2Sync,
	randomBytes,
	X509Certificate,
} from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CredentialError, readIdentity } from '../../nodes/zen-client/tls';
import type { CredentialFields } from '../../nodes/zen-client/tls';
import { CertificateAuthority, encryptKey } from '../support/certificates.mts';
import type { Identity } from '../support/certificates.mts';

const NOW = new Date('2026-06-15T12:00:00Z');
const VALID = { notBefore: new Date('2026-01-01'), notAfter: new Date('2027-01-01') };
const PAST = {
	notBefore: new Date('2020-01-31T00:00:00Z'),
	notAfter: new Date('2021-02-28T23:59:59Z'),
};
const FUTURE = {
	notBefore: new Date('2026-06-15T12:30:00Z'),
	notAfter: new Date('2030-01-01T00:00:00Z'),
};

const authority = await CertificateAuthority.create();
const client = await authority.issue({ commonName: 'api client', ...VALID });
const rsa = await authority.issue({ commonName: 'api client', keyType: 'rsa', ...VALID });
const past = await authority.issue({ commonName: 'old client', ...PAST });
const future = await authority.issue({ commonName: 'early client', ...FUTURE });

const cert = client.certificate;
const key = client.privateKey;
const encrypted = encryptKey(key, 'correct horse');
const traditional = [
	'-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,0011223344556677\n',
	`${randomBytes(608).toString('base64')}\n-----END RSA PRIVATE KEY-----`,
].join('\n');

const pem = (label: string, der: Buffer) =>
	`-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;
const base64Of = (text: string) => text.replace(/-----.*-----|\s/g, '');
const asBase64 = (text: string) => Buffer.from(text).toString('base64');
const withoutLine = (text: string, line: number) =>
	text
		.split('\n')
		.filter((_, index) => index !== line)
		.join('\n');
const tlv = (tag: number, ...content: Buffer[]) => {
	const value = Buffer.concat(content);
	return Buffer.concat([Buffer.from([tag, value.length]), value]);
};

// Complete in form: one as `openssl pkcs8 -v1 PBE-MD5-DES` made it in former times, and one that
// opens to noise, which is what a wrong passphrase does to one key in 256 (the padding fits by luck).
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const salt = randomBytes(8);
const pbeParameters = tlv(0x30, tlv(0x04, salt), tlv(0x02, Buffer.from([8, 0])));
const oldCipher = tlv(0x30, oid('2a864886f70d010503'), pbeParameters);
const oldPkcs8 = pem('ENCRYPTED PRIVATE KEY', tlv(0x30, oldCipher, tlv(0x04, randomBytes(48))));
const vector = randomBytes(16);
const aesKey = pbkdf2Sync('correct horse', salt, 2048, 32, 'sha1');
const aes = createCipheriv('aes-256-cbc', aesKey, vector);
const noise = Buffer.concat([aes.update(randomBytes(15)), aes.final()]);
const derivation = tlv(0x30, oid('2a864886f70d01050c'), pbeParameters);
const cipher = tlv(0x30, oid('60864801650304012a'), tlv(0x04, vector));
const scheme = tlv(0x30, oid('2a864886f70d01050d'), tlv(0x30, derivation, cipher));
const opensToNoise = pem('ENCRYPTED PRIVATE KEY', tlv(0x30, scheme, tlv(0x04, noise)));

const p12 = Buffer.concat([Buffer.from('308209d102010330820997', 'hex'), randomBytes(2500)]);
const { publicKey: clientPublicKey, raw } = new X509Certificate(cert);
const publicKey = clientPublicKey.export({ type: 'spki', format: 'pem' }) as string;
const csr = pem('CERTIFICATE REQUEST', raw);
const x25519 = generateKeyPairSync('x25519').privateKey;
const agreementKey = x25519.export({ type: 'pkcs8', format: 'pem' }) as string;
const openSsh = pem('OPENSSH PRIVATE KEY', Buffer.from(`openssh-key-v1\0${'\x01'.repeat(200)}`));
// The outer frame is whole, so only the parser can tell.
const hollow = (label: string) => pem(label, tlv(0x30, randomBytes(100)));
const garbage = 'the quick brown fox jumps over the lazy dog';

const parameters = pem('EC PARAMETERS', Buffer.from('06082a8648ce3d030107', 'hex'));
const cut = (text: string) => text.slice(0, 100);
const pgp = pem('PGP MESSAGE', p12);

// [what the user has pasted, the fields, the reason, words of the message]
type Vector = [string, CredentialFields, string, RegExp?];

const inCertificate = (clientCertificate: string) => ({ clientCertificate, privateKey: key });
const inKey = (privateKey: string, passphrase?: string) => ({
	clientCertificate: cert,
	privateKey,
	passphrase,
});
const inCa = (ca: string) => ({ clientCertificate: cert, privateKey: key, ca });
const both = (pasted: string, passphrase?: string) => ({ clientCertificate: pasted, passphrase });
const certificateOf = ({ certificate, privateKey }: Identity) => ({
	clientCertificate: certificate,
	privateKey,
});

const CERTIFICATE: Vector[] = [
	['nothing at all', {}, 'missing'],
	['nothing', inCertificate(''), 'missing', /BEGIN CERTIFICATE/],
	['blanks', inCertificate(' \n\t'), 'missing'],
	['garbage', inCertificate(garbage), 'noPem', /BEGIN CERTIFICATE/],
	[
		'base64 of a .p12',
		inCertificate(p12.toString('base64')),
		'pkcs12',
		/client\.p12 -nokeys -out /,
	],
	['bytes of a .p12', inCertificate(p12.toString('latin1')), 'noPem'],
	['cut base64 without BEGIN', inCertificate(base64Of(cert).slice(0, 200)), 'truncated'],
	['base64 of a cut PEM', inCertificate(asBase64(cut(cert))), 'truncated'],
	['the bare key', inCertificate(base64Of(key)), 'keyInCertificateField', /key but no certificate/],
	[
		'a bare public key',
		inCertificate(base64Of(publicKey)),
		'notACertificate',
		/a public key, which/,
	],
	[
		'bare base64 of a text',
		inCertificate(asBase64(garbage.repeat(4))),
		'notACertificate',
		/base64 without/,
	],
	[
		'the name of a file',
		inCertificate('C:\\Keys\\my client.pem'),
		'fileName',
		/with a text editor/,
	],
	['the name of a .p12', inCertificate('my own.p12'), 'pkcs12Name', /client\.p12 -nokeys -out /],
	['the key, twice', inCertificate(key), 'keyInCertificateField'],
	['an encrypted key only', both(encrypted), 'keyInCertificateField', /key but no certificate/],
	['a public key', inCertificate(publicKey), 'notACertificate', /holds a public key, which/],
	['a CSR', inCertificate(csr), 'notACertificate', /holds a certificate request \(CSR\), which/],
	['PKCS#7', inCertificate(pem('PKCS7', p12)), 'notACertificate', /holds a PKCS#7 bundle, which/],
	['some other PEM', inCertificate(pgp), 'notACertificate', /holds something, which/],
	['no END line', inCertificate(cut(cert)), 'truncated'],
	[
		'neither BEGIN line nor first line',
		inCertificate(withoutLine(withoutLine(cert, 0), 0)),
		'truncated',
	],
	['a line lost', inCertificate(withoutLine(cert, 3)), 'truncated'],
	['a chain cut at its end', inCertificate(cert + cut(authority.certificate)), 'truncated'],
	['a cut key below it', both(cert + cut(key)), 'truncated'],
	['asterisks', inCertificate(cert.replace(/\n.{12}/, '\n************')), 'damaged'],
	['noise in a frame', inCertificate(hollow('CERTIFICATE')), 'damaged'],
	['an old one in the other field', { privateKey: past.certificate + past.privateKey }, 'expired'],
	['the key and its parameters', inCertificate(parameters + key), 'keyInCertificateField'],
	['an old one', certificateOf(past), 'expired', /expired on 2021-02-28 23:59 UTC\./],
	['an early one', certificateOf(future), 'notYetValid', /only from 2026-06-15 12:30 UTC\./],
];

const KEY: Vector[] = [
	['nothing', inKey(''), 'missing', /BEGIN PRIVATE KEY/],
	['nothing but blanks', inKey(' \r\n'), 'missing'],
	['garbage', inKey(garbage), 'noPem', /BEGIN PRIVATE KEY/],
	['base64 of a .p12', inKey(p12.toString('base64')), 'pkcs12', /client\.p12 -nocerts -out /],
	[
		'the bare certificate',
		inKey(base64Of(cert)),
		'certificateInKeyField',
		/certificate but no private/,
	],
	['the name of a file', inKey('/home/me/client.key'), 'fileName', /BEGIN PRIVATE KEY/],
	['the name of a .pfx', inKey('/home/me/Client.PFX'), 'pkcs12Name', /client\.p12 -nocerts -out /],
	['the certificate, twice', inKey(cert), 'certificateInKeyField', /certificate but no private/],
	['a public key', inKey(publicKey), 'notAPrivateKey', /holds a public key, which/],
	['an RSA public key', inKey(pem('RSA PUBLIC KEY', raw)), 'notAPrivateKey', /a public key/],
	['an SSH key', inKey(pem('SSH2 PUBLIC KEY', raw)), 'notAPrivateKey', /a public key/],
	['a new CSR', inKey(pem('NEW CERTIFICATE REQUEST', raw)), 'notAPrivateKey', /\(CSR\)/],
	['a CSR', inKey(csr), 'notAPrivateKey', /holds a certificate request \(CSR\), which/],
	['some other PEM', inKey(pgp), 'notAPrivateKey', /holds something, which/],
	['no END line', inKey(cut(key)), 'truncated'],
	['a line lost', inKey(withoutLine(rsa.privateKey, 5)), 'truncated'],
	['an encrypted key cut', inKey(withoutLine(encrypted, 3), 'correct horse'), 'truncated'],
	['noise in a frame', inKey(hollow('PRIVATE KEY')), 'damaged'],
	['noise and a passphrase', inKey(hollow('PRIVATE KEY'), 'correct horse'), 'damaged'],
	['another key', inKey(future.privateKey), 'keyMismatch'],
	['a key of another type', inKey(rsa.privateKey), 'keyMismatch'],
	[
		'a key for key agreement',
		inKey(agreementKey),
		'unsupportedKey',
		/neither an RSA nor an EC key/,
	],
	['an OpenSSH key', inKey(openSsh), 'unsupportedKey', /is an OpenSSH key, which/],
	[
		'PBE-MD5-DES',
		inKey(oldPkcs8, 'correct horse'),
		'unsupportedEncryption',
		/openssl pkcs8 -topk8/,
	],
	['traditional DES', inKey(traditional, 'correct horse'), 'unsupportedEncryption'],
	['a DSA key', inKey(hollow('DSA PRIVATE KEY')), 'damaged'],
	['a certificate and its public key', inKey(publicKey + cert), 'certificateInKeyField'],
];

const PASSPHRASE: Vector[] = [
	['none', inKey(encrypted), 'passphraseNeeded', /^Private Key is encrypted/],
	['an empty one', inKey(encrypted, ''), 'passphraseNeeded'],
	['none for a traditional key', inKey(traditional), 'passphraseNeeded'],
	['a wrong one', inKey(encrypted, 'wrong horse'), 'wrongPassphrase', /does not open Private Key/],
	['a wrong one that opens to noise', inKey(opensToNoise, 'correct horse'), 'wrongPassphrase'],
	['a space after it', inKey(encrypted, 'correct horse '), 'wrongPassphrase'],
	['a space before it', inKey(encrypted, ' correct horse'), 'wrongPassphrase'],
	['a novel', inKey(encrypted, 'horse'.repeat(300)), 'wrongPassphrase'],
	['a wrong one for both in one field', both(cert + encrypted, 'wrong horse'), 'wrongPassphrase'],
];

const CA: Vector[] = [
	['garbage', inCa(garbage), 'noPem'],
	['a private key', inCa(key), 'keyInCertificateField'],
	['a public key', inCa(publicKey), 'notACertificate'],
	['no END line', inCa(cut(authority.certificate)), 'truncated'],
	['noise in a frame', inCa(hollow('CERTIFICATE')), 'damaged'],
	['an old one', inCa(past.certificate), 'expired', /2021-02-28/],
	['an early one', inCa(future.certificate), 'notYetValid', /2026-06-15 12:30/],
];

describe.each([
	['Client Certificate', 'clientCertificate', CERTIFICATE],
	['Private Key', 'privateKey', KEY],
	['Passphrase', 'passphrase', PASSPHRASE],
	['CA Certificate', 'ca', CA],
])('%s refuses', (label, field, vectors) => {
	it.each(vectors)('%s', (_name, fields, reason, words = /./) => {
		const error = refusal(fields);
		expect(error).toMatchObject({ name: 'CredentialError', field, reason });
		expect(error.message).toContain(label);
		expect(error.message).toMatch(words);
		expect(error.message.split(/\. (?=[A-Z])/)).toHaveLength(2);
		expect(error).not.toHaveProperty('cause');
		const everything = inspect(error);
		expect(secretsIn(fields).filter((secret) => everything.includes(secret))).toEqual([]);
	});
});

it('a certificate is valid from its first second until just before its last', () => {
	const { notBefore, notAfter } = PAST;
	const at = (time: number) => () => readIdentity(certificateOf(past), new Date(time));
	expect(at(notBefore.getTime() - 1)).toThrow('valid only from 2020-01-31 00:00 UTC');
	expect(at(notBefore.getTime())).not.toThrow();
	expect(at(notAfter.getTime() - 1)).not.toThrow();
	expect(at(notAfter.getTime())).toThrow('expired on 2021-02-28 23:59 UTC');
});

function refusal(fields: CredentialFields): CredentialError {
	try {
		readIdentity(fields, NOW);
	} catch (error) {
		if (error instanceof CredentialError) return error;
		throw error;
	}
	throw new Error('Nothing was refused');
}

/** The passphrase, and every run of ten characters of the rest but for BEGIN and END lines. */
function secretsIn({ passphrase, ...texts }: CredentialFields): string[] {
	const runs = Object.values(texts).flatMap((text = '') => {
		const secret = text.replace(/-----.*-----/g, '').trim();
		const count = Math.max(0, secret.length - 9);
		return Array.from({ length: count }, (_, start) => secret.slice(start, start + 10));
	});
	return passphrase ? [passphrase, ...runs] : runs;
}
