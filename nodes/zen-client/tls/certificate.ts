import { X509Certificate } from 'crypto';
import { CredentialError } from './CredentialError';
import type { CredentialField } from './CredentialError';
import type { FoundBlock } from './fields';
import { keyBitsOf } from './privateKey';

/** What a person wants to know of the certificate in use. */
export interface CertificateInfo {
	/** e.g. `O=Example Ltd, CN=api client` */
	subject: string;
	issuer: string;
	/** Upper-case hexadecimal. */
	serial: string;
	/** UTC ISO 8601 with whole seconds, e.g. `2026-09-04T10:59:55Z`. */
	notBefore: string;
	/** The certificate is no longer valid at this instant; same format. */
	notAfter: string;
	/** Whole days, rounded down. */
	daysLeft: number;
	/** `EC`, `RSA`, `RSA-PSS`, `ED25519` or `ED448`. */
	keyType: string;
	/** Bits of the RSA modulus or of the curve. */
	keyBits?: number;
	/** How many certificates are sent to ZEN, the client's own included. */
	chainLength: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** @throws CredentialError when the block does not hold a certificate */
export function readCertificate(block: FoundBlock): X509Certificate {
	const certificate = parse(block.pem);
	if (!certificate) throw new CredentialError(block.field, 'damaged');
	return certificate;
}

/**
 * The certificates that lead from `leaf` upwards, `leaf` first, in whatever order they were pasted.
 * What does not belong to the chain is left out: TLS servers may refuse it.
 */
export function chainFrom(leaf: X509Certificate, pasted: X509Certificate[]): X509Certificate[] {
	const chain = [leaf];
	const has = (one: X509Certificate) => chain.some(({ raw }) => raw.equals(one.raw));
	for (const issued of chain) {
		for (const candidate of pasted) {
			if (issued.checkIssued(candidate) && !has(candidate)) chain.push(candidate);
		}
	}
	return chain;
}

/** From its first second until just before its last, as OpenSSL sees it. */
export function isValidAt({ validFrom, validTo }: X509Certificate, now: Date): boolean {
	return new Date(validFrom) <= now && now < new Date(validTo);
}

/** @throws CredentialError when the certificate is not valid at `now` */
export function checkDates(field: CredentialField, certificate: X509Certificate, now: Date): void {
	if (isValidAt(certificate, now)) return;
	const { validFrom, validTo } = certificate;
	throw now < new Date(validFrom)
		? new CredentialError(field, 'notYetValid', minutes(validFrom))
		: new CredentialError(field, 'expired', minutes(validTo));
}

/** @param chainLength the number of certificates sent, `leaf` included */
export function describe(leaf: X509Certificate, chainLength: number, now: Date): CertificateInfo {
	return {
		subject: oneLine(leaf.subject),
		issuer: oneLine(leaf.issuer),
		serial: leaf.serialNumber,
		notBefore: seconds(leaf.validFrom),
		notAfter: seconds(leaf.validTo),
		daysLeft: Math.floor((Date.parse(leaf.validTo) - now.getTime()) / DAY_MS),
		keyType: (leaf.publicKey.asymmetricKeyType ?? '').toUpperCase(),
		keyBits: keyBitsOf(leaf.publicKey),
		chainLength,
	};
}

function parse(pem: string): X509Certificate | undefined {
	try {
		return new X509Certificate(pem);
	} catch {
		return undefined; // OpenSSL's reason means nothing to a user, and might quote the input
	}
}

function oneLine(name: string): string {
	return name.split('\n').join(', ');
}

function seconds(date: string): string {
	return new Date(date).toISOString().replace('.000Z', 'Z');
}

function minutes(date: string): string {
	return `${seconds(date).slice(0, 16).replace('T', ' ')} UTC`;
}
