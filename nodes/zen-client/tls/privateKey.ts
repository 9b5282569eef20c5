import { createPrivateKey } from 'crypto';
import type { KeyObject } from 'crypto';
import { CredentialError } from './CredentialError';
import type { FoundBlock } from './fields';

const TLS_KEY_TYPES = ['ec', 'rsa', 'rsa-pss', 'ed25519', 'ed448'];
// Those that TLS 1.3 has. With another one the handshake fails without a word.
const TLS_CURVES = ['prime256v1', 'secp384r1', 'secp521r1'];
// To open a key of a few million takes a second, in which n8n does nothing else.
const MOST_ROUNDS = 5_000_000;
const PBKDF2 = Buffer.from('06092a864886f70d01050c', 'hex');

/**
 * Reads a private key: PKCS#8, PKCS#1 or SEC1, encrypted or not.
 *
 * @param passphrase used as it is; ignored when the key is not encrypted
 * @throws CredentialError about the key or the passphrase
 */
export function readPrivateKey(block: FoundBlock, passphrase: string): KeyObject {
	if (block.label === 'OPENSSH PRIVATE KEY') throw unsupported(block, 'an OpenSSH key');
	if (block.encrypted && passphrase === '') {
		throw new CredentialError('passphrase', 'passphraseNeeded');
	}
	if (block.encrypted && roundsOf(block) > MOST_ROUNDS) {
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
 * How often PBKDF2 hashes the passphrase; 0 where it is not used. In DER its identifier is followed by a
 * sequence that begins with the salt and that number.
 */
function roundsOf({ pem }: FoundBlock): number {
	const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
	const place = der.indexOf(PBKDF2);
	if (place < 0) return 0;
	const salt = place + PBKDF2.length + 2;
	const count = salt + 2 + (der[salt + 1] ?? 0);
	const length = der[count + 1] ?? 0;
	const bytes = der.subarray(count + 2, count + 2 + length).toString('hex');
	return bytes === '' ? 0 : Number.parseInt(bytes, 16);
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
