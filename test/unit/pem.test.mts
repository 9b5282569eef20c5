import fc from 'fast-check';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mendPem } from '../../nodes/zen-client/tls';
import { CertificateAuthority, encryptKey } from '../support/certificates.mts';

const root = await CertificateAuthority.create();
const intermediate = await root.intermediate('Throw-away Issuing CA');
const client = await intermediate.issue({ commonName: 'client' });
const rsa = await intermediate.issue({ commonName: 'rsa client', keyType: 'rsa' });

const exported = (pem: string, type: 'pkcs1' | 'sec1', encryption?: object) =>
	createPrivateKey(pem).export({ type, format: 'pem', ...encryption }) as string;

const AES = { cipher: 'aes-256-cbc', passphrase: 'pass phrase' };
const TRIPLE_DES = { cipher: 'des-ede3-cbc', passphrase: 'pass phrase' };

// Blocks as OpenSSL writes them: what mending has to bring back, to the letter.
const BLOCKS = {
	certificate: client.certificate,
	intermediate: intermediate.certificate,
	'PKCS#8 key': client.privateKey,
	'PKCS#8 key of an RSA certificate': rsa.privateKey,
	'encrypted PKCS#8 key': encryptKey(client.privateKey, 'pass phrase'),
	'PKCS#1 key': exported(rsa.privateKey, 'pkcs1'),
	'SEC1 key': exported(client.privateKey, 'sec1'),
	'traditionally encrypted key, 16-byte vector': exported(rsa.privateKey, 'pkcs1', AES),
	'traditionally encrypted key, 8-byte vector': exported(rsa.privateKey, 'pkcs1', TRIPLE_DES),
};

const BAG_ATTRIBUTES =
	'Bag Attributes\n    friendlyName: api client\n    localKeyID: 54 69 6D 65 20 31\n' +
	'subject=CN = api client\nissuer=CN = Issuing CA\n';

const MANGLINGS: Record<string, (text: string) => string> = {
	'CRLF line breaks': (text) => text.replace(/\n/g, '\r\n'),
	'CR line breaks': (text) => text.replace(/\n/g, '\r'),
	'literal \\n': (text) => text.replace(/\n/g, '\\n'),
	'literal \\r\\n': (text) => text.replace(/\n/g, '\\r\\n'),
	'literal \\\\n': (text) => text.replace(/\n/g, '\\\\n'),
	'no line breaks': (text) => text.replace(/[\r\n]/g, ''),
	'spaces for line breaks': (text) => text.replace(/\n/g, ' '),
	'no white space at all': (text) => text.replace(/\s/g, ''),
	'lines doubled': (text) => text.replace(/\n/g, '\n\n'),
	'indented with tabs': (text) => text.replace(/^/gm, '\t'),
	'indented with no-break spaces': (text) => text.replace(/^/gm, '\u00A0\u00A0'),
	'trailing spaces': (text) => text.replace(/\n/g, '  \n'),
	'double quotes': (text) => `"${text}"`,
	'single quotes': (text) => `'${text}'`,
	'each line quoted': (text) => text.replace(/^.+$/gm, '"$&"'),
	'a JSON string': (text) => JSON.stringify(text),
	'escaped slashes': (text) => text.replace(/\//g, '\\/'),
	'shell continuation lines': (text) => text.replace(/\n/g, '\\\n'),
	'quoted in a mail': (text) => text.replace(/^/gm, '> '),
	'a byte order mark': (text) => `\uFEFF${text}`,
	'zero-width spaces': (text) => text.replace(/\n/g, '\u200B\n'),
	'soft hyphens': (text) => text.replace(/\n/g, '\u00AD\n'),
	'dashes made long': (text) => text.replace(/-----/g, '\u2014\u2013\u2014'),
	'bag attributes': (text) => text.replace(/(?=-----BEGIN)/g, BAG_ATTRIBUTES),
	'words before and after': (text) => `Here it is:\n${text}\nKind regards`,
};

// A continuation line whose line break got lost and which goes on with an n looks like a literal \n.
const COMBINABLE = Object.entries(MANGLINGS)
	.filter(([name]) => name !== 'shell continuation lines')
	.map(([, mangle]) => mangle);

const mended = (text: string) => mendPem(text).map(({ pem }) => pem);
const ALL = Object.values(BLOCKS).join('');

describe('mendPem brings back every block', () => {
	it.each(Object.entries(BLOCKS))('%s, untouched', (_name, block) => {
		expect(mended(block)).toEqual([block]);
	});

	it.each(Object.entries(MANGLINGS))('%s', (_name, mangle) => {
		expect(mangle(ALL)).not.toBe(ALL);
		expect(mended(mangle(ALL))).toEqual(Object.values(BLOCKS));
		expect(mendPem(mangle(ALL)).filter(({ flaw }) => flaw)).toEqual([]);
	});

	it('any blocks in any order, through any combination of manglings', () => {
		const blocks = fc.shuffledSubarray(Object.values(BLOCKS), { minLength: 1 });
		const manglings = fc.shuffledSubarray(COMBINABLE, { maxLength: 6 });
		fc.assert(
			fc.property(blocks, manglings, (chosen, steps) => {
				const text = steps.reduce((before, mangle) => mangle(before), chosen.join(''));
				expect(mended(text)).toEqual(chosen);
			}),
			{ numRuns: 500 },
		);
	});

	it('any line length', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 200 }), (width) => {
				const lines = new RegExp(`.{1,${width}}`, 'g');
				const body = client.certificate.replace(/-----.*-----|\n/g, '').match(lines)!;
				const text = ['-----BEGIN CERTIFICATE-----', ...body, '-----END CERTIFICATE-----'];
				expect(mended(text.join('\n'))).toEqual([client.certificate]);
			}),
			{ numRuns: 50 },
		);
	});

	it('a block that is complete but for characters foreign to it', () => {
		const dotted = client.certificate.replace(/\n(?=[^-])/g, '\n\u00B7');
		expect(mendPem(dotted)).toEqual(mendPem(client.certificate));
	});

	it('base64 that lost its padding', () => {
		const padded = Object.values(BLOCKS).filter((block) => /=\n-----END/.test(block));
		expect(padded.length).toBeGreaterThan(0);
		expect(mended(padded.join('').replace(/=+\n/g, '\n'))).toEqual(padded);
	});

	it.each([
		['dashes missing at both ends', (text: string) => text.replace(/^-+|-+\n$/g, '')],
		['dashes lost by copying', (text: string) => text.replace(/-----/g, '--')],
	])('%s', (_name, mangle) => {
		expect(mendPem(mangle(client.certificate))).toEqual(mendPem(client.certificate));
	});
});

describe('mendPem tells', () => {
	it('which keys are encrypted', () => {
		const encrypted = Object.entries(BLOCKS).filter(([, pem]) => mendPem(pem)[0]?.encrypted);
		expect(encrypted.map(([name]) => name)).toEqual([
			'encrypted PKCS#8 key',
			'traditionally encrypted key, 16-byte vector',
			'traditionally encrypted key, 8-byte vector',
		]);
	});

	it('what the blocks are, in their order', () => {
		expect(mendPem(ALL.replace(/\s/g, '')).map(({ label }) => label)).toEqual([
			'CERTIFICATE',
			'CERTIFICATE',
			'PRIVATE KEY',
			'PRIVATE KEY',
			'ENCRYPTED PRIVATE KEY',
			'RSA PRIVATE KEY',
			'EC PRIVATE KEY',
			'RSA PRIVATE KEY',
			'RSA PRIVATE KEY',
		]);
	});

	it.each([
		['nothing', ''],
		['only spaces', ' \n '],
		['words', 'My certificate is attached.'],
		['base64 without a BEGIN line', client.certificate.replace(/-----.*-----/g, '')],
	])('that there is no block in %s', (_name, text) => {
		expect(mendPem(text)).toEqual([]);
	});

	const lines = client.certificate.trimEnd().split('\n');
	const without = (index: number) => lines.filter((_, i) => i !== index).join('\n');
	const der = new X509Certificate(client.certificate).raw;
	const asPem = (label: string, ...content: Buffer[]) =>
		`-----BEGIN ${label}-----\n${Buffer.concat(content).toString('base64')}\n-----END ${label}-----`;

	const inKey = (change: (body: string) => string) =>
		BLOCKS['traditionally encrypted key, 8-byte vector'].replace(
			/(?<=\n\n)[^-]*(?=\n-----END)/,
			change,
		);

	it.each([
		['the END line is missing', without(lines.length - 1), 'truncated'],
		['the BEGIN line is missing', without(0), 'truncated'],
		['a line in the middle is missing', without(3), 'truncated'],
		['the last line of content is missing', without(lines.length - 2), 'truncated'],
		['nothing stands between BEGIN and END', `${lines[0]}\n${lines.at(-1)}`, 'truncated'],
		['only the first bytes are there', asPem('CERTIFICATE', der.subarray(0, 3)), 'truncated'],
		['a character is lost', client.certificate.replace('\nM', '\n'), 'damaged'],
		['an encrypted key begins with noise', inKey((body) => `*${body}`), 'damaged'],
		['an encrypted key ends with noise', inKey((body) => `${body}*`), 'damaged'],
		['an encrypted key has no content', inKey(() => ''), 'damaged'],
		['the content is not DER', asPem('CERTIFICATE', Buffer.from('certificate')), 'damaged'],
		['the length has no end', asPem('CERTIFICATE', Buffer.from([0x30, 0x80, 1, 1])), 'damaged'],
		['the length is absurd', asPem('CERTIFICATE', Buffer.alloc(9, '\x30\x85')), 'truncated'],
		['only the first byte is there', asPem('CERTIFICATE', der.subarray(0, 1)), 'truncated'],
		['two contents stand in one block', asPem('CERTIFICATE', der, der), 'damaged'],
		['a trusted certificate is none', asPem('TRUSTED CERTIFICATE', Buffer.from('no')), 'damaged'],
		['a key has something after it', asPem('PRIVATE KEY', der, der), 'damaged'],
	])('that %s', (_name, text, flaw) => {
		expect(mendPem(text).map((block) => block.flaw)).toEqual([flaw]);
	});

	it('that two blocks are cut when the end of one and the beginning of the next are lost', () => {
		const text = `${lines.slice(0, 3).join('\n')}\n${client.privateKey.split('\n').slice(2).join('\n')}`;
		expect(mendPem(text).map(({ label, flaw }) => [label, flaw])).toEqual([
			['CERTIFICATE', 'truncated'],
			['PRIVATE KEY', 'truncated'],
		]);
	});

	it.each([
		['with its trust settings', Buffer.from([0x30, 0x00])],
		['without any', Buffer.alloc(0)],
	])('no flaw in a trusted certificate %s', (_name, settings) => {
		const [block] = mendPem(asPem('TRUSTED CERTIFICATE', der, settings));
		expect(block?.flaw).toBeUndefined();
		expect(new X509Certificate(block!.pem).raw).toEqual(der);
	});

	it('no flaw in short blocks, whose length takes one byte', () => {
		const ed25519 = '302e020100300506032b657004220420' + '11'.repeat(32);
		const [block] = mendPem(asPem('PRIVATE KEY', Buffer.from(ed25519, 'hex')));
		expect(block?.flaw).toBeUndefined();
	});
});
