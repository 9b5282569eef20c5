/** One BEGIN/END block of a pasted text, put right. */
export interface PemBlock {
	/** What the BEGIN line says, e.g. `CERTIFICATE` or `RSA PRIVATE KEY`. */
	label: string;
	/** The block as OpenSSL writes it: 64 characters a line, every line ended by a line feed. */
	pem: string;
	/** Whether a passphrase is needed to read it, by PKCS#8 or by the traditional header lines. */
	encrypted: boolean;
	/** Set when something is missing at the end or inside, or when the text is not that of a PEM. */
	flaw?: 'truncated' | 'damaged';
}

// Of several words, which is where white space was.
const LABELS = [
	'TRUSTED CERTIFICATE',
	'X509 CERTIFICATE',
	'PRIVATE KEY',
	'ENCRYPTED PRIVATE KEY',
	'RSA PRIVATE KEY',
	'EC PRIVATE KEY',
	'DSA PRIVATE KEY',
	'OPENSSH PRIVATE KEY',
	'PUBLIC KEY',
	'RSA PUBLIC KEY',
	'SSH2 PUBLIC KEY',
	'CERTIFICATE REQUEST',
	'NEW CERTIFICATE REQUEST',
];

// An END line on its own is a block that lost its beginning. No dashes are asked for after an END or
// before a BEGIN: where the line break between two blocks is lost, one run of dashes is both. A label
// ends somewhere: else each of many BEGINs would be followed up to the end of the text.
const BLOCK = /BEGIN([A-Z0-9]{1,40})--+((?:(?!--).)*)(--+END\1)?|--END([A-Z0-9]{1,40})/g;
const TRADITIONAL = /Proc-Type:4,ENCRYPTEDDEK-Info:([A-Z0-9-]+),(.*)/;
const WIDE_BLOCK_CIPHER = /AES|ARIA|CAMELLIA|SEED|SM4/;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * Finds the PEM blocks in a text, whatever an editor, a chat or a configuration file has done to it:
 * line breaks lost, escaped (`\n`) or turned into spaces, CRLF, indentation, quotes, a byte order
 * mark, long dashes, other text around and between the blocks, traditional encryption headers.
 *
 * Never throws: a block that cannot be put right is returned with its `flaw`.
 */
export function mendPem(text: string): PemBlock[] {
	return [...squeeze(text).matchAll(BLOCK)].map(([, begin, content = '', end, orphan]) => {
		const label = labelOf(begin ?? orphan ?? '');
		const { headers, base64 } = splitHeaders(content);
		const der = Buffer.from(base64, 'base64');
		const lines = [...headers, ...(der.toString('base64').match(/.{1,64}/g) ?? [])];
		return {
			label,
			pem: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n'),
			encrypted: headers.length > 0 || label === 'ENCRYPTED PRIVATE KEY',
			flaw: end ? flawOf(label, base64, der, headers) : 'truncated',
		};
	});
}

/** White space means nothing in a PEM once its parts are told apart by their own marks. */
function squeeze(text: string): string {
	return text
		.replace(/\\[nrt]/g, '')
		.replace(/[\u2010-\u2015\u2212]/g, '--')
		.replace(/[\s\\"'`>\u00AD\u200B-\u200D\u2060]/g, '');
}

function labelOf(squeezed: string): string {
	return LABELS.find((label) => label.replace(/ /g, '') === squeezed) ?? squeezed;
}

function splitHeaders(content: string): { headers: string[]; base64: string } {
	const match = TRADITIONAL.exec(content);
	if (!match) return { headers: [], base64: content };
	const [, cipher = '', rest = ''] = match;
	// Without line breaks only the cipher tells where the initialisation vector ends.
	const vectorLength = WIDE_BLOCK_CIPHER.test(cipher) ? 32 : 16;
	return {
		headers: ['Proc-Type: 4,ENCRYPTED', `DEK-Info: ${cipher},${rest.slice(0, vectorLength)}`, ''],
		base64: rest.slice(vectorLength),
	};
}

function flawOf(label: string, base64: string, der: Buffer, headers: string[]): PemBlock['flaw'] {
	if (!/CERTIFICATE|PRIVATE KEY/.test(label) || label === 'OPENSSH PRIVATE KEY') return undefined;
	// Encrypted as a whole, it shows no length to go by.
	if (headers.length > 0) return BASE64.test(base64) ? undefined : 'damaged';
	const length = lengthOfSequence(der);
	if (length > der.length) return 'truncated';
	// OpenSSL's own trust settings follow a trusted certificate.
	const complete = label === 'TRUSTED CERTIFICATE' ? length <= der.length : length === der.length;
	return complete ? undefined : 'damaged';
}

/** The number of bytes that a DER sequence says it has, its header included; NaN for other data. */
export function lengthOfSequence(der: Buffer): number {
	const [tag, first = 0] = der;
	if (tag !== 0x30) return NaN;
	if (first < 0x80) return 2 + first;
	const size = first & 0x7f;
	return 2 + size + Number.parseInt(der.toString('hex', 2, 2 + size), 16);
}
