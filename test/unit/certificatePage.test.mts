import { spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIdentity } from '../../nodes/zen-client/tls';
import { CertificateAuthority } from '../support/certificates.mts';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/certificates.md'), 'utf8');

/** The page's blocks of commands, in turn, each with the number of its step. */
const blocks = page.split(/^## /m).flatMap((section) => {
	const step = /^\d+/.exec(section)?.[0] ?? '';
	const found = section.matchAll(/^( *)```sh\n(.*?)^ *```$/gms);
	return [...found].map(([, indent, text]) => ({
		step,
		text: text!.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
	}));
});

const folder = mkdtempSync(join(tmpdir(), 'zen-certificates-'));
const file = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(file(name), 'utf8');
const write = (name: string, text: string) => writeFileSync(file(name), text);

/** Runs commands in the folder, with nothing to answer a question. */
function run(commands: string, expected = 0): string {
	const { status, stdout, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands], {
		cwd: folder,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: 60_000,
	});
	expect(status, `${commands}\n${stdout}${stderr}`).toBe(expected);
	return stdout + stderr;
}

const told: Record<string, string> = {};
const P12_PASSPHRASE = 'told on the telephone';
const now = new Date();

/** What has come from elsewhere when a step begins. */
async function comesBefore(step: string): Promise<void> {
	if (step === '4') await answerOfZen();
	if (step === '6') filesOfFormerTimes();
}

// The part of an authority: it sees the public half of the key, in the request.
async function answerOfZen(): Promise<void> {
	const issuing = await (await CertificateAuthority.create()).intermediate('Issuing CA');
	const passphrase = read('passphrase.txt').trim();
	for (const [key, request, certificate] of [
		['key.pem', 'request.csr', 'certificate.pem'],
		['ec-key.pem', 'ec-request.csr', 'ec-certificate.pem'],
	] as const) {
		const privateKey = createPrivateKey({ key: read(key), passphrase });
		const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
		const issued = await issuing.issue({ commonName: 'n8n test', privateKey: pem });
		write(certificate, issued.certificate);
		run(`openssl req -in ${request} -noout -pubkey > a; openssl x509 -in ${certificate} -noout -pubkey > b
			cmp a b; rm a b`);
	}
	write('intermediate.pem', issuing.certificate);
	run(`openssl x509 -in certificate.pem -outform DER -out certificate.cer
		openssl crl2pkcs7 -nocrl -certfile certificate.pem -certfile intermediate.pem -outform DER -out certificate.p7b
		rm certificate.pem`);
}

function filesOfFormerTimes(): void {
	write('p12-passphrase.txt', `${P12_PASSPHRASE}\n`);
	const pack = `openssl pkcs12 -export -inkey key.pem -passin file:passphrase.txt -in certificate.pem \
		-certfile intermediate.pem -passout file:p12-passphrase.txt`;
	run(`${pack} -out client.p12
		${pack} -legacy -out old.p12
		openssl pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default -in key.pem \
			-passin file:passphrase.txt -passout file:p12-passphrase.txt -out old-way-key.pem`);
}

const identity = (clientCertificate: string, privateKey: string, passphrase: string) =>
	readIdentity({ clientCertificate, privateKey, passphrase }, now);

let own: ReturnType<typeof identity>;
const made: Record<string, string> = {};
const modes: Record<string, number> = {};

beforeAll(async () => {
	let last = '';
	for (const [index, { step, text }] of blocks.entries()) {
		if (step !== last) await comesBefore(step);
		last = step;
		// The last one removes what the tests look at.
		if (index === blocks.length - 1) {
			for (const name of readdirSync(folder)) {
				made[name] = readFileSync(file(name), 'latin1');
				modes[name] = statSync(file(name)).mode & 0o777;
			}
		}
		told[step] = (told[step] ?? '') + run(text);
	}
	own = identity(made['client-certificate.pem']!, made['key.pem']!, made['passphrase.txt']!.trim());
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

describe('the page on certificates', () => {
	it('has commands in each step that is done in a shell, and all of them ran', () => {
		expect([...new Set(blocks.map(({ step }) => step))]).toEqual([
			'1',
			'2',
			'3',
			'4',
			'5',
			'6',
			'8',
			'9',
			'10',
		]);
		// No command stands outside of a block that is run.
		expect(page.match(/^ *```/gm)).toHaveLength(2 * blocks.length);
	});

	it('tells what the commands are to tell', () => {
		expect(told[2]).toMatch(/subject=C ?= ?LT, O ?= ?Example Company, CN ?= ?n8n test/);
		expect(told[3]).toBe('No private key in it\n');
		expect(told[4]).toContain('TLS Web Client Authentication');
		expect(told[4]).toContain('They belong together');
		expect(told[5]).toContain('certificate.pem: OK');
		const names = [...told[5]!.matchAll(/^(subject|issuer)=.*CN ?= ?(.*)$/gm)];
		expect(names.map(([, what, name]) => `${what} ${name}`)).toEqual([
			...['subject n8n test', 'issuer Issuing CA'],
			...['subject Issuing CA', 'issuer Throw-away Root CA'],
		]);
		expect(told[8]).toContain('More than 30 days left');
		expect(told[9]).toContain(`serial=${own.info.serial.replaceAll(':', '').toUpperCase()}`);
	});

	it('makes an RSA key and an EC key that the credential takes, with their chain', () => {
		expect(own.info).toMatchObject({ keyType: 'RSA', keyBits: 3072 });
		expect(own.cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
		const chain = made['ec-certificate.pem']! + made['intermediate.pem']!;
		const ec = identity(chain, made['ec-key.pem']!, made['passphrase.txt']!.trim());
		expect(ec.info.keyType).toBe('EC');
	});

	it('makes keys that only their owner can read, and that are encrypted', () => {
		const keys = Object.keys(made).filter((name) => /(^|-)key\.(pem|base64)$/.test(name));
		expect(keys.length).toBeGreaterThan(5);
		for (const name of keys) {
			const text = Buffer.from(made[name]!, name.endsWith('64') ? 'base64' : 'latin1').toString();
			expect(text, name).toContain('BEGIN ENCRYPTED PRIVATE KEY');
		}
		const own = [...keys, 'passphrase.txt'].filter((name) => name !== 'old-way-key.pem');
		expect(own.filter((name) => modes[name] !== 0o600)).toEqual([]);
	});

	it('gets the same out of a .p12 file, of one with old ciphers, and of an old key', () => {
		const passphrase = made['passphrase.txt']!.trim();
		const { serial } = own.info;
		const chain = made['p12-certificate.pem']! + made['p12-chain.pem']!;
		const fromP12 = identity(chain, made['p12-key.pem']!, passphrase);
		expect(fromP12.info.serial).toBe(serial);
		expect(fromP12.cert).toBe(own.cert);
		const fromOld = identity(made['old-certificate.pem']!, made['old-key.pem']!, passphrase);
		expect(fromOld.info.serial).toBe(serial);
		const certificate = made['certificate.pem']!;
		expect(identity(certificate, made['new-way-key.pem']!, passphrase).info.serial).toBe(serial);
		expect(() => identity(certificate, made['old-way-key.pem']!, P12_PASSPHRASE)).toThrow(
			'encrypted in an old way',
		);
	});

	it('says of an old file what OpenSSL 3 says', () => {
		writeFileSync(file('old.p12'), made['old.p12']!, 'latin1');
		write('p12-passphrase.txt', P12_PASSPHRASE);
		const [, command] = /(openssl pkcs12) -legacy( -in old\.p12 .*)-out/.exec(page)!;
		const without = run(`${command} -in old.p12 -passin file:p12-passphrase.txt -nokeys`, 1);
		expect(without).toContain('unsupported');
		expect(without).toContain('RC2-40-CBC');
		run('rm old.p12 p12-passphrase.txt');
	});

	it('makes base64 that the credential takes', () => {
		const [certificate, key] = ['client-certificate.base64', 'key.base64'].map(
			(name) => made[name]!,
		);
		expect(certificate).not.toContain('\n');
		expect(identity(certificate!, key!, made['passphrase.txt']!.trim()).cert).toBe(own.cert);
	});

	it('leaves nothing secret behind', () => {
		const left = readdirSync(folder);
		expect(left).toContain('client-certificate.pem');
		for (const name of left) expect(read(name), name).not.toContain('PRIVATE KEY');
		expect(left.filter((name) => /passphrase|p12$|key\./.test(name))).toEqual(['key.pub']);
	});
});
