import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprint, readIdentity } from '../../nodes/zen-client/tls';
import { CertificateAuthority, encryptKey } from '../support/certificates.mts';
import type { KeyType } from '../support/certificates.mts';
import { shakeHands } from '../support/handshake.mts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = new Date();
const PASSPHRASE = '  correct horse, Łódź & "battery"\\n ';

const root = await CertificateAuthority.create('Throw-away Root CA');
const intermediate = await root.intermediate('Throw-away Issuing CA');
const client = await root.issue({ commonName: 'api client' });
const behind = await intermediate.issue({ commonName: 'client behind an intermediate' });
const rsa = await root.issue({ commonName: 'rsa client', keyType: 'rsa' });
const stranger = await root.issue({ commonName: 'another client' });
const outdated = await root.issue({
	commonName: 'api client',
	privateKey: client.privateKey,
	notBefore: new Date('2020-01-31T00:00:00Z'),
	notAfter: new Date('2021-02-28T23:59:59Z'),
});

const serverAuthority = await CertificateAuthority.create('Throw-away Server CA');
const ca = serverAuthority.certificate;
const server = {
	identity: await serverAuthority.issue({ commonName: 'localhost', usage: 'server' }),
	clientAuthority: root.certificate,
};

const noBreaks = (text: string) => text.replace(/\n/g, '');
const exported = (pem: string, type: 'pkcs1' | 'sec1', encryption?: object) =>
	createPrivateKey(pem).export({ type, format: 'pem', ...encryption }) as string;

const cert = client.certificate;
const key = client.privateKey;
const chain = behind.certificate + intermediate.certificate;
const sec1 = exported(key, 'sec1');
const pkcs1 = exported(rsa.privateKey, 'pkcs1');
const aes = { cipher: 'aes-128-cbc', passphrase: PASSPHRASE };
const traditional = exported(rsa.privateKey, 'pkcs1', aes);
const encrypted = encryptKey(key, PASSPHRASE);
const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';

// [what the user has pasted, Client Certificate, Private Key, what TLS is given, to the letter]
type Vector = [string, string, string, { cert: string; key: string }];

const PLAIN: Vector[] = [
	['an EC key', cert, key, { cert, key }],
	['an RSA key', rsa.certificate, rsa.privateKey, { cert: rsa.certificate, key: rsa.privateKey }],
	['an RSA key as PKCS#1', rsa.certificate, pkcs1, { cert: rsa.certificate, key: pkcs1 }],
	['an EC key as SEC1', cert, sec1, { cert, key: sec1 }],
	['an EC key below its parameters', cert, parameters + sec1, { cert, key: sec1 }],
	['literal \\n', cert.replace(/\n/g, '\\n'), key.replace(/\n/g, '\\n'), { cert, key }],
	['CRLF', cert.replace(/\n/g, '\r\n'), key.replace(/\n/g, '\r\n'), { cert, key }],
	['spaces for line breaks', cert.replace(/\n/g, ' '), key.replace(/\n/g, ' '), { cert, key }],
	['quotes and a byte order mark', `\uFEFF"${cert}"`, `\uFEFF'${key}'`, { cert, key }],
	['key and certificate in the first field', noBreaks(key + cert), ' ', { cert, key }],
	['key and certificate in the second field', '', cert + key, { cert, key }],
	['key and certificate in both fields', cert + key, key + cert, { cert, key }],
	['key and certificate in each other’s field', key, cert, { cert, key }],
	['a certificate of no use below', cert + ca + stranger.certificate, key, { cert, key }],
	['a certificate of no use above', ca + stranger.certificate + cert, key, { cert, key }],
	['the same certificate twice', cert + cert, key, { cert, key }],
	['a renewed certificate below the old one', outdated.certificate + cert, key, { cert, key }],
	['a label of old times', cert.replace(/CERTIFICATE/g, 'X509 $&'), key, { cert, key }],
];

const CHAINS: Vector[] = [
	['a chain of two without line breaks', noBreaks(chain), noBreaks(behind.privateKey)],
	['a chain in the other order', intermediate.certificate + behind.certificate, behind.privateKey],
	['a chain pasted twice', chain + chain, behind.privateKey],
	['a chain below the key', behind.certificate, behind.privateKey + intermediate.certificate],
].map(([name, certificates, pastedKey]) => [
	name!,
	certificates!,
	pastedKey!,
	{ cert: chain, key: behind.privateKey },
]);

describe('a TLS server accepts the client certificate when the user has pasted', () => {
	it.each([...PLAIN, ...CHAINS])('%s', async (_name, clientCertificate, privateKey, expected) => {
		const { info, ...material } = readIdentity({ clientCertificate, privateKey, ca }, NOW);
		expect(material).toEqual({ ...expected, ca });
		expect(await shakeHands(material, server)).toBe(info.serial);
	});

	it('a chain with its root, in no order', async () => {
		const clientCertificate = root.certificate + chain;
		const fields = { clientCertificate, privateKey: behind.privateKey, ca };
		const identity = readIdentity(fields, NOW);
		expect(identity.cert).toBe(chain + root.certificate);
		expect(await shakeHands(identity, server)).toBe(behind.serial);
	});

	it.each([
		['PKCS#8', client, encrypted, encrypted],
		['traditional', rsa, traditional, traditional],
		['traditional, without line breaks', rsa, noBreaks(traditional), traditional],
	])('an encrypted key (%s) and its passphrase', async (_name, owner, privateKey, expected) => {
		const clientCertificate = owner.certificate;
		const fields = { clientCertificate, privateKey, passphrase: PASSPHRASE, ca };
		const identity = readIdentity(fields, NOW);
		expect(identity.key).toBe(expected);
		expect(identity.passphrase).toBe(PASSPHRASE);
		expect(await shakeHands(identity, server)).toBe(owner.serial);
	});

	it.each<KeyType>(['rsa-pss', 'ed25519', 'ed448'])('a key of type %s', async (keyType) => {
		const identity = await root.issue({ commonName: 'client', keyType });
		const fields = { clientCertificate: identity.certificate, privateKey: identity.privateKey, ca };
		const { info, ...material } = readIdentity(fields, NOW);
		expect(info.keyType).toBe(keyType.toUpperCase());
		expect(await shakeHands(material, server)).toBe(identity.serial);
	});
});

describe('these handshakes prove something, since the server refuses', () => {
	it('a client certificate without the chain it needs', async () => {
		const fields = { clientCertificate: behind.certificate, privateKey: behind.privateKey, ca };
		await expect(shakeHands(readIdentity(fields, NOW), server)).rejects.toThrow();
	});

	it('a client certificate of another authority', async () => {
		const foreign = await serverAuthority.issue({ commonName: 'foreign' });
		const fields = { clientCertificate: foreign.certificate, privateKey: foreign.privateKey, ca };
		await expect(shakeHands(readIdentity(fields, NOW), server)).rejects.toThrow();
	});
});

describe('CA Certificate', () => {
	const fields = { clientCertificate: cert, privateKey: key };

	it('makes the client trust the server, mended, out of a bundle with an old one', async () => {
		const bundle = noBreaks(outdated.certificate + ca);
		const identity = readIdentity({ ...fields, ca: bundle }, NOW);
		expect(identity.ca).toBe(outdated.certificate + ca);
		expect(await shakeHands(identity, server)).toBe(client.serial);
	});

	it.each([undefined, '', ' \n'])('is left to the system when it is %j', async (empty) => {
		const identity = readIdentity({ ...fields, ca: empty }, NOW);
		expect(identity).not.toHaveProperty('ca');
		await expect(shakeHands(identity, server)).rejects.toThrow(/self-signed|unable to verify/);
	});

	it('lets no private key through that stands next to it', () => {
		expect(readIdentity({ ...fields, ca: ca + key }, NOW).ca).toBe(ca);
	});
});

describe('Passphrase', () => {
	it('goes no further when the key is not encrypted', () => {
		const fields = { clientCertificate: cert, privateKey: key, passphrase: PASSPHRASE };
		expect(readIdentity(fields, NOW)).not.toHaveProperty('passphrase');
	});
});

describe('what is told about the certificate', () => {
	it('names, serial number, dates, key and chain', async () => {
		const identity = await intermediate.issue({
			commonName: 'api client',
			notBefore: new Date('2026-03-01T09:08:07.999Z'),
			notAfter: new Date('2026-09-04T10:59:55Z'),
		});
		const clientCertificate = identity.certificate + intermediate.certificate;
		const fields = { clientCertificate, privateKey: identity.privateKey };
		expect(readIdentity(fields, new Date('2026-08-23T22:59:55Z')).info).toEqual({
			subject: 'CN=api client',
			issuer: 'CN=Throw-away Issuing CA',
			serial: identity.serial,
			notBefore: '2026-03-01T09:08:07Z',
			notAfter: '2026-09-04T10:59:55Z',
			daysLeft: 11,
			keyType: 'EC',
			keyBits: 256,
			chainLength: 2,
		});
	});

	it('names of several parts on one line', async () => {
		const identity = await root.issue({ commonName: 'api client', organization: 'Example Ltd' });
		const fields = { clientCertificate: identity.certificate, privateKey: identity.privateKey };
		expect(readIdentity(fields, NOW).info.subject).toBe('O=Example Ltd, CN=api client');
	});

	it('the size of an RSA key', () => {
		const fields = { clientCertificate: rsa.certificate, privateKey: rsa.privateKey };
		expect(readIdentity(fields, NOW).info).toMatchObject({ keyType: 'RSA', keyBits: 2048 });
	});

	it('no size of a key that has only one', async () => {
		const identity = await root.issue({ commonName: 'client', keyType: 'ed25519' });
		const fields = { clientCertificate: identity.certificate, privateKey: identity.privateKey };
		expect(readIdentity(fields, NOW).info.keyBits).toBeUndefined();
	});

	it('an approaching end by the days left, down to the last second', async () => {
		const notBefore = new Date('2026-01-01T00:00:00Z');
		const notAfter = new Date('2026-04-01T00:00:00Z');
		const identity = await root.issue({ commonName: 'client', notBefore, notAfter });
		const fields = { clientCertificate: identity.certificate, privateKey: identity.privateKey };
		const daysLeft = (now: number) => readIdentity(fields, new Date(now)).info.daysLeft;
		expect(daysLeft(notBefore.getTime())).toBe(90);
		expect(daysLeft(notAfter.getTime() - 30 * DAY)).toBe(30);
		expect(daysLeft(notAfter.getTime() - 1)).toBe(0);
	});
});

describe('fingerprint', () => {
	const material = { cert: 'cert', key: 'key', ca: 'ca', passphrase: 'passphrase' };

	it('is a hash, the same for the same material', () => {
		expect(fingerprint(material)).toMatch(/^[0-9a-f]{64}$/);
		expect(fingerprint({ ...material })).toBe(fingerprint(material));
	});

	it('differs whenever any part does, and cannot be fooled by moving text between parts', () => {
		const materials = [
			material,
			{ ...material, cert: 'other' },
			{ ...material, key: 'other' },
			{ ...material, ca: 'other' },
			{ ...material, passphrase: 'other' },
			{ ...material, ca: undefined },
			{ ...material, ca: '' },
			{ ...material, passphrase: undefined },
			{ ...material, passphrase: '' },
			{ ...material, cert: 'certk', key: 'ey' },
			{ ...material, cert: 'cert","key', key: '' },
			{ ...material, key: 'keyca', ca: '' },
			{ ...material, ca: 'capass', passphrase: 'phrase' },
			{ ...material, ca: 'passphrase', passphrase: 'ca' },
			{ cert: 'key', key: 'cert', ca: 'ca', passphrase: 'passphrase' },
		];
		expect(new Set(materials.map(fingerprint)).size).toBe(materials.length);
	});
});

describe('what TLS would not take, or would take for ever', () => {
	const read = (clientCertificate: string, privateKey: string, passphrase = '') =>
		readIdentity({ clientCertificate, privateKey, passphrase }, NOW);

	it.each(['secp256k1', 'brainpoolP256r1'])('a key on the curve %s has a message', (namedCurve) => {
		const { privateKey } = generateKeyPairSync('ec', {
			namedCurve,
			privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
			publicKeyEncoding: { type: 'spki', format: 'pem' },
		});
		expect(() => read(cert, privateKey)).toThrow(
			`Private Key is a key on the curve ${namedCurve}, which cannot be used for TLS here.`,
		);
	});

	it('a field of more than 64 KB is refused before it is read', () => {
		const much = cert + 'BEGIN'.repeat(20_000);
		const started = performance.now();
		expect(() => read(much, key)).toThrow('Client Certificate holds more than 64 KB');
		expect(() => read(cert, '-'.repeat(70_000))).toThrow('Private Key holds more than 64 KB');
		expect(performance.now() - started).toBeLessThan(1_000);
	});

	it('a key that takes very long to open is refused, and others are not', () => {
		const pem = withRounds(encrypted, 0x7fffffff);
		expect(() => read(cert, pem, PASSPHRASE)).toThrow('takes too long to open');
		expect(read(cert, encrypted, PASSPHRASE).cert).toBe(cert);
	});

	it('so is one that is encrypted in the way of old PKCS#12 files', () => {
		const part = (tag: number, ...content: Buffer[]) => {
			const value = Buffer.concat(content);
			return Buffer.concat([Buffer.from([tag, value.length]), value]);
		};
		const bytes = (hex: string) => Buffer.from(hex, 'hex');
		// pbeWithSHA1And3-KeyTripleDES-CBC
		const way = part(0x06, bytes('2a864886f70d010c0103'));
		const rounds = part(0x30, part(0x04, Buffer.alloc(8)), part(0x02, bytes('7fffffff')));
		const der = part(0x30, part(0x30, way, rounds), part(0x04, Buffer.alloc(48)));
		expect(() => read(cert, encryptedPem(der), PASSPHRASE)).toThrow('takes too long to open');
	});

	it.each([
		['before', () => stranger.privateKey + key],
		['behind', () => key + stranger.privateKey],
		['encrypted, before', () => encryptKey(stranger.privateKey, 'another') + key],
	])('of two keys the one that fits is taken (another one %s)', (_place, keys) => {
		expect(read(cert, keys())).toMatchObject({ cert, key });
	});

	it('among several keys the one that fits is taken, whatever the others are', () => {
		const openSsh =
			'-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaA==\n-----END OPENSSH PRIVATE KEY-----\n';
		const others = [
			stranger.privateKey,
			rsa.privateKey,
			encryptKey(rsa.privateKey, 'another'),
			openSsh,
		];
		for (let place = 0; place <= others.length; place++) {
			const keys = [...others.slice(0, place), encrypted, ...others.slice(place)].join('');
			expect(read(cert, keys, PASSPHRASE)).toMatchObject({ cert, key: encrypted });
		}
	});

	it('many encrypted keys do not hold up n8n for longer than one may', () => {
		const other = encryptKey(stranger.privateKey, 'another');
		const slow = withRounds(other, 3_000_000);
		const began = performance.now();
		expect(() => read(cert, slow.repeat(30), PASSPHRASE)).toThrow(
			'Passphrase does not open Private Key',
		);
		const all = performance.now() - began;
		expect(() => read(cert, slow, PASSPHRASE)).toThrow('Passphrase does not open Private Key');
		const one = performance.now() - began - all;
		expect(all / one).toBeLessThan(15);
		// One that is too slow, or comes too late, does not stand in the way of one that is quick.
		expect(read(cert, slow + slow + encrypted, PASSPHRASE).key).toBe(encrypted);
	});

	it('of two keys that do not fit it is said so', () => {
		expect(() => read(cert, stranger.privateKey + rsa.privateKey)).toThrow('does not belong to');
	});
});

const encryptedPem = (der: Buffer) =>
	`-----BEGIN ENCRYPTED PRIVATE KEY-----\n${der.toString('base64')}\n-----END ENCRYPTED PRIVATE KEY-----\n`;

/** A key as if it took that many rounds to open, more than the two bytes that stand there could hold. */
function withRounds(pem: string, rounds: number): string {
	const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
	const pbkdf2 = Buffer.from('06092a864886f70d01050c', 'hex');
	const salt = der.indexOf(pbkdf2) + pbkdf2.length + 2;
	const count = salt + 2 + der[salt + 1]!;
	expect([...der.subarray(count, count + 2)]).toEqual([0x02, 0x02]);
	const number = Buffer.from([0x02, 0x04, 0, 0, 0, 0]);
	number.writeUInt32BE(rounds, 2);
	const slow = Buffer.concat([der.subarray(0, count), number, der.subarray(count + 4)]);
	// The lengths of the sequences around it are put right, from the outside inwards.
	return encryptedPem(grown(slow, count, 2));
}

/** Adds to the length of each sequence that holds a place. */
function grown(der: Buffer, place: number, by: number): Buffer {
	const bytes = Buffer.from(der);
	const visit = (start: number): void => {
		const first = bytes[start + 1]!;
		const size = first < 0x80 ? 0 : first & 0x7f;
		const begin = start + 2 + size;
		const length =
			size === 0 ? first : Number.parseInt(bytes.toString('hex', start + 2, begin), 16);
		if (size === 0) bytes[start + 1] = length + by;
		else bytes.writeUIntBE(length + by, start + 2, size);
		for (let at = begin; at < begin + length + by; ) {
			const head = bytes[at + 1]!;
			const more = head < 0x80 ? 0 : head & 0x7f;
			const inner =
				more === 0 ? head : Number.parseInt(bytes.toString('hex', at + 2, at + 2 + more), 16);
			const end = at + 2 + more + inner;
			const isWithin = place >= at + 2 + more && place < end + by;
			if (bytes[at] === 0x30 && isWithin) return visit(at);
			at = end;
		}
	};
	visit(0);
	return bytes;
}
