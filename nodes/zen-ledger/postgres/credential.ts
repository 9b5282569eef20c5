import { createHash, X509Certificate } from 'node:crypto';
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

/**
 * Reads a credential as n8n decrypted it. What is missing is refused here, since the library would
 * take it from the environment or from a file of the user.
 *
 * @throws LedgerError
 */
export function readLedgerCredential(given: object): LedgerCredential {
	const fields = given as Record<string, unknown>;
	const text = (name: string) => String(fields[name] ?? '').trim();
	const needed = (name: string, label: string) => {
		const value = text(name);
		if (value === '') throw incomplete(`has no ${label}`);
		return value;
	};
	const port = Number(fields.port ?? '');
	if (!Number.isInteger(port) || port < 1 || port > LARGEST_PORT) throw incomplete('has no Port');
	const isVerified = fields.tls !== 'off';
	return {
		host: needed('host', 'Host'),
		port,
		database: needed('database', 'Database'),
		schema: needed('schema', 'Schema'),
		user: needed('user', 'User'),
		password: String(fields.password ?? ''),
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
