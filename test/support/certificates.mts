import 'reflect-metadata'; // @peculiar/x509 does not load without it
import {
	AuthorityKeyIdentifierExtension,
	BasicConstraintsExtension,
	ExtendedKeyUsage,
	ExtendedKeyUsageExtension,
	type Extension,
	KeyUsageFlags,
	KeyUsagesExtension,
	SubjectAlternativeNameExtension,
	SubjectKeyIdentifierExtension,
	X509CertificateGenerator,
} from '@peculiar/x509';
import {
	createPrivateKey,
	createPublicKey,
	generateKeyPair,
	type KeyPairKeyObjectResult,
	randomBytes,
	webcrypto,
	X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import { promisify } from 'node:util';

const DAY = 24 * 60 * 60 * 1000;
const SIGNATURE = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

const generateKeys = promisify(generateKeyPair);
const generate: Record<KeyType, () => Promise<KeyPairKeyObjectResult>> = {
	ec: async () => await generateKeys('ec', { namedCurve: 'P-256' }),
	rsa: async () => await generateKeys('rsa', { modulusLength: 2048 }),
	'rsa-pss': async () => await generateKeys('rsa-pss', { modulusLength: 2048 }),
	ed25519: async () => await generateKeys('ed25519'),
	ed448: async () => await generateKeys('ed448'),
};

/** A certificate with its private key. */
export interface Identity {
	/** The certificate alone, PEM. Behind an intermediate, append that one's `certificate`. */
	certificate: string;
	/** PEM, PKCS#8, not encrypted. */
	privateKey: string;
	/** Upper-case hexadecimal, as Node's `X509Certificate#serialNumber` spells it. */
	serial: string;
	/** As Node's `X509Certificate#subject` spells it, e.g. `CN=Example Client`. */
	subject: string;
}

export type KeyType = 'ec' | 'rsa' | 'rsa-pss' | 'ed25519' | 'ed448';

export interface IssueOptions {
	commonName: string;
	organization?: string;
	/** EC (P-256) unless told; RSA has 2048 bits. */
	keyType?: KeyType;
	/** Signs for this key (PEM) as in a renewal, instead of making a new one. */
	privateKey?: string;
	/** A day ago unless told. */
	notBefore?: Date;
	/** In 90 days unless told. */
	notAfter?: Date;
	/** Client unless told. */
	usage?: 'server' | 'client';
	/** DNS names or IP addresses. A server gets localhost, 127.0.0.1 and ::1 unless told. */
	altNames?: string[];
}

interface Signer {
	name: string;
	keys: webcrypto.CryptoKeyPair;
}

/** A throw-away certificate authority that lives in memory only. */
export class CertificateAuthority {
	private constructor(
		/** PEM. */
		readonly certificate: string,
		private readonly signer: Signer,
	) {}

	/** Makes a self-signed root, valid from a year ago for eleven years. */
	static async create(commonName = 'Throw-away Root CA'): Promise<CertificateAuthority> {
		const signer = await newSigner(commonName);
		return new CertificateAuthority(await authorityCertificate(signer, signer), signer);
	}

	/** Makes an authority whose certificate this one has signed. */
	async intermediate(commonName: string): Promise<CertificateAuthority> {
		const signer = await newSigner(commonName);
		return new CertificateAuthority(await authorityCertificate(signer, this.signer), signer);
	}

	/** Makes a new key and signs a certificate for it. */
	async issue(options: IssueOptions): Promise<Identity> {
		const { commonName, keyType = 'ec', usage = 'client' } = options;
		const now = Date.now();
		const key = options.privateKey
			? createPrivateKey(options.privateKey)
			: (await generate[keyType]()).privateKey;
		const certificate = await sign({
			commonName,
			organization: options.organization,
			publicKey: createPublicKey(key).export({ type: 'spki', format: 'der' }),
			notBefore: options.notBefore ?? new Date(now - DAY),
			notAfter: options.notAfter ?? new Date(now + 90 * DAY),
			issuer: this.signer,
			extensions: [
				new BasicConstraintsExtension(false),
				new KeyUsagesExtension(
					KeyUsageFlags.digitalSignature | (keyType === 'rsa' ? KeyUsageFlags.keyEncipherment : 0),
					true,
				),
				new ExtendedKeyUsageExtension([
					usage === 'server' ? ExtendedKeyUsage.serverAuth : ExtendedKeyUsage.clientAuth,
				]),
				...altNames(options),
			],
		});
		const { serialNumber: serial, subject } = new X509Certificate(certificate);
		const privateKey = key.export({ type: 'pkcs8', format: 'pem' }) as string;
		return { certificate, privateKey, serial, subject };
	}
}

/**
 * Encrypts a private key.
 *
 * @param privateKeyPem any unencrypted private key, PEM
 * @returns the same key as encrypted PKCS#8 (AES-256), PEM
 */
export function encryptKey(privateKeyPem: string, passphrase: string): string {
	return createPrivateKey(privateKeyPem).export({
		type: 'pkcs8',
		format: 'pem',
		cipher: 'aes-256-cbc',
		passphrase,
	}) as string;
}

async function newSigner(name: string): Promise<Signer> {
	const keys = await webcrypto.subtle.generateKey(SIGNATURE, false, ['sign', 'verify']);
	return { name, keys };
}

async function authorityCertificate(subject: Signer, issuer: Signer): Promise<string> {
	const now = Date.now();
	return await sign({
		commonName: subject.name,
		publicKey: await webcrypto.subtle.exportKey('spki', subject.keys.publicKey),
		notBefore: new Date(now - 365 * DAY),
		notAfter: new Date(now + 10 * 365 * DAY),
		issuer,
		extensions: [
			new BasicConstraintsExtension(true, undefined, true),
			new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
		],
	});
}

function altNames({ usage, altNames }: IssueOptions): Extension[] {
	const names = altNames ?? (usage === 'server' ? ['localhost', '127.0.0.1', '::1'] : []);
	if (names.length === 0) return [];
	return [
		new SubjectAlternativeNameExtension(
			names.map((value) => ({ type: isIP(value) ? 'ip' : 'dns', value })),
		),
	];
}

interface Request {
	commonName: string;
	organization?: string;
	publicKey: ArrayBuffer | Buffer;
	notBefore: Date;
	notAfter: Date;
	issuer: Signer;
	extensions: Extension[];
}

async function sign(request: Request): Promise<string> {
	const { organization } = request;
	const { name, keys } = request.issuer;
	const certificate = await X509CertificateGenerator.create({
		serialNumber: serialNumber(),
		subject: [...(organization ? [{ O: [organization] }] : []), { CN: [request.commonName] }],
		issuer: [{ CN: [name] }],
		notBefore: wholeSeconds(request.notBefore),
		notAfter: wholeSeconds(request.notAfter),
		publicKey: request.publicKey,
		signingKey: keys.privateKey,
		signingAlgorithm: SIGNATURE,
		extensions: [
			...request.extensions,
			await SubjectKeyIdentifierExtension.create(request.publicKey),
			await AuthorityKeyIdentifierExtension.create(keys.publicKey),
		],
	});
	return `${certificate.toString('pem')}\n`;
}

function serialNumber(): string {
	const serial = randomBytes(16);
	serial[0] = (serial.readUInt8(0) & 0x3f) | 0x40; // positive, and never with a leading zero byte
	return serial.toString('hex');
}

function wholeSeconds(date: Date): Date {
	return new Date(Math.floor(date.getTime() / 1000) * 1000); // X.509 has no fractions of a second
}
