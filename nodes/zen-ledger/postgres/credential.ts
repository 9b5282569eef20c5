import { createHash } from 'node:crypto';
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
	return {
		host: needed('host', 'Host'),
		port,
		database: needed('database', 'Database'),
		schema: needed('schema', 'Schema'),
		user: needed('user', 'User'),
		password: String(fields.password ?? ''),
		tls: fields.tls === 'off' ? 'off' : 'verify',
		ca: text('ca') || undefined,
	};
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
