import { createPrivateKey } from 'crypto';
import type { KeyObject } from 'crypto';
import { CredentialError } from './CredentialError';
import type { FoundBlock } from './fields';

const TLS_KEY_TYPES = ['ec', 'rsa', 'rsa-pss', 'ed25519', 'ed448'];

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
	const key = parse(block, passphrase);
	if (key instanceof CredentialError) throw key;
	if (!TLS_KEY_TYPES.includes(key.asymmetricKeyType ?? '')) {
		throw unsupported(block, 'neither an RSA nor an EC key');
	}
	return key;
}

/** Bits of the modulus (RSA) or of the curve (EC); undefined for the other kinds. */
export function keyBitsOf(key: KeyObject): number | undefined {
	const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
	const inName = /\d{3}/.exec(namedCurve ?? '')?.[0]; // prime256v1, secp384r1
	return modulusLength ?? (inName ? Number(inName) : undefined);
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
