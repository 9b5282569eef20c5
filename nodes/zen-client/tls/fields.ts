import { CredentialError, MOST_PEM_KB } from './CredentialError';
import type { CredentialField } from './CredentialError';
import { blocksIn } from './forms';
import type { PemBlock } from './pem';

/** The credential's TLS fields as the user filled them in. */
export interface CredentialFields {
	clientCertificate?: string;
	privateKey?: string;
	passphrase?: string;
	ca?: string;
}

/** A block together with the field it was found in, so that messages point to the right one. */
export type FoundBlock = PemBlock & { field: CredentialField };

type PemField = Exclude<CredentialField, 'passphrase'>;
type Kind = 'certificate' | 'privateKey';

const KINDS: Record<Kind, RegExp> = {
	certificate: /CERTIFICATE$/,
	privateKey: /PRIVATE KEY/,
};

const OTHER_THINGS: Array<[RegExp, string]> = [
	[/CERTIFICATE REQUEST/, 'a certificate request (CSR)'],
	[/PUBLIC KEY/, 'a public key'],
	[/PKCS7|CMS/, 'a PKCS#7 bundle'],
	[/BASE64/, 'base64 without BEGIN and END lines'],
];

const FILE_NAME = /^\s*["']?[^\r\n"']{1,400}\.(pem|crt|cer|key|der|p12|pfx)["']?\s*$/i;

/**
 * Finds the certificates or private keys of a field, and after them those of `elsewhere`, because
 * many people are given both in one file.
 *
 * @throws CredentialError that says what the field holds instead, or which block is incomplete
 */
export function findBlocks(
	kind: Kind,
	fields: CredentialFields,
	field: PemField,
	elsewhere?: PemField,
): [FoundBlock, ...FoundBlock[]] {
	const own = blocksOf(fields, field);
	const found = [...own, ...(elsewhere ? blocksOf(fields, elsewhere) : [])].filter(isA(kind));
	const [first, ...others] = found;
	if (!first) throw nothingFound(kind, field, fields[field] ?? '', own);
	for (const block of found) {
		if (block.flaw) throw new CredentialError(block.field, block.flaw);
	}
	return [first, ...others];
}

function blocksOf(fields: CredentialFields, field: PemField): FoundBlock[] {
	const text = fields[field] ?? '';
	if (text.length > MOST_PEM_KB * 1024) throw new CredentialError(field, 'tooLong');
	return blocksIn(text).map((block) => ({ ...block, field }));
}

function isA(kind: Kind): (block: PemBlock) => boolean {
	return ({ label }) => KINDS[kind].test(label);
}

function noBlock(text: string) {
	const extension = FILE_NAME.exec(text)?.[1]?.toLowerCase();
	if (extension === undefined) return 'noPem';
	return ['p12', 'pfx'].includes(extension) ? 'pkcs12Name' : 'fileName';
}

function nothingFound(kind: Kind, field: PemField, text: string, blocks: PemBlock[]) {
	if (text.trim() === '') return new CredentialError(field, 'missing');
	const [first] = blocks;
	if (!first) return new CredentialError(field, noBlock(text));
	if (first.label === 'PKCS12') return new CredentialError(field, 'pkcs12');
	if (first.label === 'BASE64' && first.flaw) return new CredentialError(field, first.flaw);
	const other = OTHER_THINGS.find(([pattern]) => pattern.test(first.label))?.[1];
	if (kind === 'certificate') {
		return blocks.some(isA('privateKey'))
			? new CredentialError(field, 'keyInCertificateField')
			: new CredentialError(field, 'notACertificate', other ?? 'something');
	}
	return blocks.some(isA('certificate'))
		? new CredentialError(field, 'certificateInKeyField')
		: new CredentialError(field, 'notAPrivateKey', other ?? 'something');
}
