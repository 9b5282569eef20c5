import { createHash, X509Certificate } from 'node:crypto';
import { LONGEST, readFields } from '../../zen-client';
import type { CredentialField, Stored } from '../../zen-client';
import { LedgerError } from '../../zen-payout';

/** The credential of a ledger in PostgreSQL, as its fields hold it. */
export interface LedgerCredential {
	host: string;
	port: number;
	database: string;
	schema: string;
	user: string;
	password: string;
	tls: 'verify' | 'off';
	/** PEM; only where the authority is not a public one. */
	ca?: string;
}

const LARGEST_PORT = 65_535;
const DEFAULT_PORT = 5432;

const FIELDS: Record<keyof LedgerCredential, CredentialField> = {
	host: { label: 'Host', unless: '' },
	port: { label: 'Port', unless: DEFAULT_PORT },
	database: { label: 'Database', unless: '' },
	schema: { label: 'Schema', unless: 'public' },
	user: { label: 'User', unless: '' },
	password: { label: 'Password', unless: '', isVerbatim: true },
	tls: { label: 'TLS', unless: 'verify', known: ['verify', 'off'] },
	ca: { label: 'CA Certificate', unless: '', longest: LONGEST.list },
};

/**
 * Reads a credential as n8n decrypted it. What is missing is refused here, since the library would
 * take it from the environment or from a file of the user.
 *
 * @param stored as n8n stores it, see {@link readFields}
 * @throws LedgerError
 */
export function readLedgerCredential(given: object, stored?: Stored): LedgerCredential {
	const fields = readFields(given, FIELDS, wrong, stored);
	const text = (name: keyof LedgerCredential) => String(fields[name]).trim();
	const needed = (name: keyof LedgerCredential) => {
		const value = text(name);
		if (value === '') throw incomplete(`has no ${FIELDS[name].label}`);
		return value;
	};
	const port = Number(fields.port);
	if (!Number.isInteger(port) || port < 1 || port > LARGEST_PORT) throw incomplete('has no Port');
	const isVerified = fields.tls !== 'off';
	return {
		host: needed('host'),
		port,
		database: needed('database'),
		schema: needed('schema'),
		user: needed('user'),
		password: String(fields.password),
		tls: isVerified ? 'verify' : 'off',
		ca: isVerified ? authorityIn(text('ca')) : undefined,
	};
}

/** The library takes what is no certificate for none, and says that no server is trusted. */
function authorityIn(pem: string): string | undefined {
	if (pem === '') return undefined;
	if (isCertificate(pem)) return pem;
	throw new LedgerError(
		'the ZEN Ledger API credential has a CA Certificate that cannot be read',
		'Fill it in as PEM, from -----BEGIN CERTIFICATE----- on.',
	);
}

function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		return false;
	}
}

/** What two credentials have in common that are one: all that a connection is made of. */
export function identityOf(credential: LedgerCredential): string {
	const { host, port, database, user, password, tls, ca } = credential;
	const all = JSON.stringify([host, port, database, user, password, tls, ca]);
	return createHash('sha256').update(all).digest('hex');
}

function incomplete(what: string): LedgerError {
	return new LedgerError(`the ZEN Ledger API credential ${what}`, 'Complete the credential.');
}

function wrong(label: string, problem: string): LedgerError {
	return new LedgerError(
		`the ZEN Ledger API credential cannot be used: ${label} ${problem}`,
		'Check the expression in that field.',
	);
}
