import { createPrivateKey } from 'crypto';
import type { KeyObject } from 'crypto';
import { CredentialError } from './CredentialError';
import type { FoundBlock } from './fields';

const TLS_KEY_TYPES = ['ec', 'rsa', 'rsa-pss', 'ed25519', 'ed448'];
// Those that TLS 1.3 has. With another one the handshake fails without a word.
const TLS_CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
/** How many rounds all keys of a credential may take: a few million take a second, in which n8n does nothing else. */
export const MOST_ROUNDS = 5_000_000;
// What scrypt takes that does not count in rounds, about.
const ROUNDS_OF_OTHERS = 250_000;
// PBKDF2, and the older ways of PKCS#12, whose last byte is left open here.
const DERIVATIONS = ['06092a864886f70d01050c', '060a2a864886f70d010c01'];

/**
 * Reads a private key: PKCS#8, PKCS#1 or SEC1, encrypted or not.
 *
 * @param passphrase used as it is; ignored when the key is not encrypted
 * @param mostRounds see `roundsOf`
 * @throws CredentialError about the key or the passphrase
 */
export function readPrivateKey(
	block: FoundBlock,
	passphrase: string,
	mostRounds = MOST_ROUNDS,
): KeyObject {
	if (block.label === 'OPENSSH PRIVATE KEY') throw unsupported(block, 'an OpenSSH key');
	if (block.encrypted && passphrase === '') {
		throw new CredentialError('passphrase', 'passphraseNeeded');
	}
	if (roundsOf(block) > mostRounds) {
		throw new CredentialError(block.field, 'tooManyRounds');
	}
	const key = parse(block, passphrase);
	if (key instanceof CredentialError) throw key;
	if (!TLS_KEY_TYPES.includes(key.asymmetricKeyType ?? '')) {
		throw unsupported(block, 'neither an RSA nor an EC key');
	}
	const { namedCurve } = key.asymmetricKeyDetails ?? {};
	if (namedCurve !== undefined && !TLS_CURVES.includes(namedCurve)) {
		throw unsupported(block, `a key on the curve ${namedCurve}`);
	}
	return key;
}

/** Bits of the modulus (RSA) or of the curve (EC); undefined for the other kinds. */
export function keyBitsOf(key: KeyObject): number | undefined {
	const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
	const inName = /\d{3}/.exec(namedCurve ?? '')?.[0]; // prime256v1, secp384r1
	return modulusLength ?? (inName ? Number(inName) : undefined);
}

/**
 * How often the passphrase is hashed to open a key; 0 where that is not done. In DER the way is followed by
 * a sequence that begins with the salt and that number.
 */
export function roundsOf({ label, pem }: FoundBlock): number {
	if (label !== 'ENCRYPTED PRIVATE KEY') return 0;
	const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
	const place = Math.max(...DERIVATIONS.map((way) => der.indexOf(Buffer.from(way, 'hex'))));
	if (place < 0) return ROUNDS_OF_OTHERS;
	const salt = place + 2 + (der[place + 1] ?? 0) + 2;
	const count = salt + 2 + (der[salt + 1] ?? 0);
	const length = der[count + 1] ?? 0;
	const bytes = der.subarray(count + 2, count + 2 + length).toString('hex');
	return bytes === '' ? ROUNDS_OF_OTHERS : Number.parseInt(bytes, 16);
}

function parse(block: FoundBlock, passphrase: string): KeyObject | CredentialError {
	try {
		return createPrivateKey(block.encrypted ? { key: block.pem, passphrase } : block.pem);
	} catch (error) {
		// What OpenSSL says is dropped on purpose, see CredentialError.
		if (!block.encrypted) return new CredentialError(block.field, 'damaged');
		return (error as { code?: string }).code === 'ERR_OSSL_EVP_UNSUPPORTED'
			? new CredentialError(block.field, 'unsupportedEncryption')
			: new CredentialError('passphrase', 'wrongPassphrase');
	}
}

function unsupported(block: FoundBlock, kind: string): CredentialError {
	return new CredentialError(block.field, 'unsupportedKey', kind);
}
