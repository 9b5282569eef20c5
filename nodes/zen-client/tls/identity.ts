import { createHash } from 'crypto';
import type { X509Certificate } from 'crypto';
import { chainFrom, checkDates, describe, isValidAt, readCertificate } from './certificate';
import type { CertificateInfo } from './certificate';
import { CredentialError } from './CredentialError';
import { findBlocks } from './fields';
import type { CredentialFields, FoundBlock } from './fields';
import { only } from '../only';
import { MOST_ROUNDS, readPrivateKey, roundsOf } from './privateKey';

/** What a TLS connection is made with: undici's and Node's own names. All PEM. */
export interface TlsMaterial {
	/** The client's certificate first, then its chain. */
	cert: string;
	/** Still encrypted when `passphrase` is set. */
	key: string;
	passphrase?: string;
	/** Trusted instead of the system's authorities. */
	ca?: string;
}

/** Material that has been checked, and what there is to tell about it. */
export interface TlsIdentity extends TlsMaterial {
	info: CertificateInfo;
}

/**
 * Reads and checks the credential's certificate, key, passphrase and CA.
 *
 * Pasted text is mended (see `mendPem`). Certificate and key may stand in one field. The certificate
 * that belongs to the key comes first, whatever the order of the chain. A certificate close to its
 * end is accepted: see `info.daysLeft`.
 *
 * @param now decides whether certificates are valid
 * @throws CredentialError naming the field, the reason and the remedy, without any of the content
 */
export function readIdentity(fields: CredentialFields, now: Date): TlsIdentity {
	const certificates = findBlocks('certificate', fields, 'clientCertificate', 'privateKey');
	const keyBlocks = findBlocks('privateKey', fields, 'privateKey', 'clientCertificate');
	const passphrase = fields.passphrase ?? '';

	const pasted = certificates.map(readCertificate);
	const { keyBlock, matching } = fitting(keyBlocks, passphrase, pasted);
	// A renewed certificate often keeps its key, and people paste the new one below the old one.
	const leaf = matching.find((certificate) => isValidAt(certificate, now)) ?? matching[0];
	if (!leaf) throw new CredentialError('privateKey', 'keyMismatch');
	checkDates('clientCertificate', leaf, now);

	const chain = chainFrom(leaf, pasted);
	return {
		cert: chain.join(''),
		key: keyBlock.pem,
		...(keyBlock.encrypted && { passphrase }),
		...(fields.ca?.trim() && { ca: readAuthorities(fields, now) }),
		info: describe(leaf, chain.length, now),
	};
}

/**
 * A value that is the same for the same material and differs for any other. It is derived from
 * secrets: good as a key in memory, not for logs.
 *
 * @returns SHA-256, lower-case hexadecimal
 */
export function fingerprint(material: TlsMaterial): string {
	const known = fingerprints.get(material);
	if (known !== undefined) return known;
	const { cert, key, ca, passphrase } = material;
	// JSON marks where each part ends, so that parts cannot run together.
	const parts = JSON.stringify([cert, key, ca ?? null, passphrase ?? null]);
	const value = createHash('sha256').update(parts).digest('hex');
	fingerprints.set(material, value);
	return value;
}

// Every request asks for it, by one object for each run.
const fingerprints = new WeakMap<TlsMaterial, string>();

/** The key that belongs to a certificate, of several that may have been pasted; the first when none does. */
function fitting(
	blocks: [FoundBlock, ...FoundBlock[]],
	passphrase: string,
	pasted: X509Certificate[],
) {
	let unread: unknown;
	let roundsLeft = MOST_ROUNDS;
	for (const keyBlock of blocks) {
		const allowed = roundsLeft;
		const rounds = roundsOf(keyBlock);
		if (rounds <= allowed) roundsLeft -= rounds;
		try {
			const key = readPrivateKey(keyBlock, passphrase, allowed);
			const matching = pasted.filter((certificate) => certificate.checkPrivateKey(key));
			if (matching.length > 0) return { keyBlock, matching };
		} catch (error) {
			unread ??= only(CredentialError, error);
		}
	}
	if (unread) throw unread;
	return { keyBlock: blocks[0], matching: [] };
}

function readAuthorities(fields: CredentialFields, now: Date): string {
	const [first, ...others] = findBlocks('certificate', fields, 'ca');
	const authorities = [first, ...others].map(readCertificate);
	// One that is out of date does no harm in a bundle; when all are, nothing can be trusted.
	if (!authorities.some((authority) => isValidAt(authority, now))) {
		checkDates('ca', readCertificate(first), now);
	}
	return authorities.join('');
}
