/** The fields of the credential that can be wrong here, with the labels that the user sees. */
export const FIELD_LABELS = {
	clientCertificate: 'Client Certificate',
	privateKey: 'Private Key',
	passphrase: 'Passphrase',
	ca: 'CA Certificate',
} as const;

export type CredentialField = keyof typeof FIELD_LABELS;

export type CredentialReason = keyof typeof MESSAGES;

/**
 * Something in the credential that cannot work, and what to do about it.
 *
 * The message names the field and the remedy, in two sentences. It never holds a part of what was
 * entered, and there is no `cause`, so that OpenSSL's own words cannot carry one either.
 */
export class CredentialError extends Error {
	override readonly name = 'CredentialError';

	/**
	 * @param field where the user has to look
	 * @param reason stable code, for tests and for callers that decide by it
	 * @param detail a word of our own for the message: a date, or what kind of thing was pasted
	 */
	constructor(
		readonly field: CredentialField,
		readonly reason: CredentialReason,
		detail = '',
	) {
		super(MESSAGES[reason](field, detail));
	}
}

/** The most that a PEM field may hold, in KB. */
export const MOST_PEM_KB = 64;

type Message = (field: CredentialField, detail: string) => string;

const MESSAGES = {
	missing: (field) => `${FIELD_LABELS[field]} is empty. Paste ${wanted(field)}.`,
	noPem: (field) =>
		`${FIELD_LABELS[field]} holds no PEM text. Paste ${wanted(field)}; ` +
		`from a .p12 or .pfx file you get it with: ${pkcs12Command(field)}`,
	fileName: (field) =>
		`${FIELD_LABELS[field]} holds the name of a file. ` +
		`Open the file with a text editor and paste ${wanted(field)}.`,
	pkcs12Name: (field) =>
		`${FIELD_LABELS[field]} holds the name of a file. Paste ${wanted(field)}; ` +
		`from a .p12 or .pfx file you get it with: ${pkcs12Command(field)}`,
	pkcs12: (field) =>
		`${FIELD_LABELS[field]} holds a .p12 or .pfx file as base64. Paste ${wanted(field)}; ` +
		'from the text in a file client.txt you get it with: ' +
		`base64 -d client.txt > client.p12 && ${pkcs12Command(field)}`,
	keyInCertificateField: (field) =>
		`${FIELD_LABELS[field]} holds a private key but no certificate. Paste ${wanted(field)}, ` +
		'and keep the key in Private Key.',
	certificateInKeyField: (field) =>
		`${FIELD_LABELS[field]} holds a certificate but no private key. Paste ${wanted(field)}, ` +
		'and keep the certificate in Client Certificate.',
	notACertificate: (field, kind) =>
		`${FIELD_LABELS[field]} holds ${kind}, which is not a certificate. Paste ${wanted(field)}.`,
	notAPrivateKey: (field, kind) =>
		`${FIELD_LABELS[field]} holds ${kind}, which is not a private key. Paste ${wanted(field)}.`,
	truncated: (field) =>
		`${FIELD_LABELS[field]} is incomplete: some of its text was lost. ` +
		'Copy the whole PEM again, from its first BEGIN line to its last END line.',
	tooLong: (field) =>
		`${FIELD_LABELS[field]} holds more than ${MOST_PEM_KB} KB, which is no certificate or key with its chain. ` +
		`Paste ${wanted(field)}, and nothing else.`,
	tooManyRounds: () =>
		'Private Key is encrypted in a way that takes too long to open. Encrypt it again with: ' +
		'openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem -out new-key.pem',
	damaged: (field) =>
		`${FIELD_LABELS[field]} looks like a PEM but cannot be read as one. ` +
		'Copy it again from the original file, without changing anything in it.',
	expired: (field, date) =>
		`${FIELD_LABELS[field]} expired on ${date}. Ask the one who issued it for a new one.`,
	notYetValid: (field, date) =>
		`${FIELD_LABELS[field]} is valid only from ${date}. ` +
		'Wait until then, or set the clock of this machine if it is wrong.',
	passphraseNeeded: () =>
		'Private Key is encrypted, but Passphrase is empty. ' +
		'Enter the passphrase that the key was encrypted with.',
	wrongPassphrase: () =>
		'Passphrase does not open Private Key. ' +
		'Enter the passphrase that the key was encrypted with, exactly as it was, spaces included.',
	keyMismatch: () =>
		'Private Key does not belong to Client Certificate. ' +
		'Paste the key from which this certificate was requested, or the certificate of this key.',
	unsupportedKey: (field, kind) =>
		`${FIELD_LABELS[field]} is ${kind}, which cannot be used for TLS here. ` +
		'Paste an RSA or EC key as PKCS#8, which starts with "-----BEGIN PRIVATE KEY-----".',
	unsupportedEncryption: () =>
		'Private Key is encrypted in an old way that is no longer supported. Convert it with: ' +
		'openssl pkcs8 -topk8 -v2 aes-256-cbc -provider legacy -provider default ' +
		'-in key.pem -out new-key.pem',
} satisfies Record<string, Message>;

function wanted(field: CredentialField): string {
	return field === 'privateKey'
		? 'the private key as PEM, which starts with "-----BEGIN PRIVATE KEY-----"'
		: 'the certificate as PEM, which starts with "-----BEGIN CERTIFICATE-----"';
}

function pkcs12Command(field: CredentialField): string {
	const output = field === 'privateKey' ? '-nocerts -out key.pem' : '-nokeys -out certificate.pem';
	return `openssl pkcs12 -in client.p12 ${output} (an old file needs -legacy as well)`;
}
