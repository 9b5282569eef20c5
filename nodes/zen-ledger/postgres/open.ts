import { only } from '../../zen-client';
import type { Stored } from '../../zen-client';
import { LedgerError } from '../../zen-payout';
import { identityOf, readLedgerCredential } from './credential';
import { Database } from './Database';
import type { Origin } from './entry';
import { RowLedger } from './PostgresLedger';
import type { PostgresLedger } from './PostgresLedger';
import { askCount } from './questions';

interface Opening {
	/** The credential as n8n stores it. */
	stored?: Stored;
	/** Whether it is only read: where there are no tables none are made, and nothing is remembered. */
	isRead?: boolean;
}

/**
 * Opens the ledger of a credential. PostgreSQL's library is loaded by this, and by nothing else; a
 * connection is made with the first question.
 *
 * @throws LedgerError when the credential is not complete
 */
export async function openPostgresLedger(
	credential: object,
	origin: Origin,
	opening: Opening = {},
): Promise<PostgresLedger> {
	return new RowLedger(await databaseOf(credential, opening), origin);
}

/** Tries a credential, and says in plain words what is wrong with it. Makes no tables. */
export async function testPostgresLedger(
	credential: object,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	return await tried(credential).then(
		(message) => ({ status: 'OK', message }),
		(error) => ({ status: 'Error', message: sentence(only(LedgerError, error)) }),
	);
}

async function tried(credential: object): Promise<string> {
	const database = await databaseOf(credential);
	const { isComplete } = await database.look();
	if (!isComplete) return 'Connected. The tables are made with the first payment.';
	const [row] = await database.run(askCount(database.tables));
	const count = Number(row?.count ?? 0);
	const remembered = count === 1 ? '1 payment is' : `${count} payments are`;
	return `Connected. The tables are there; ${remembered} remembered.`;
}

function sentence({ message, remedy }: LedgerError): string {
	return `${message.charAt(0).toUpperCase()}${message.slice(1)}. ${remedy}`.trim();
}

async function databaseOf(
	given: object,
	{ stored, isRead = false }: Opening = {},
): Promise<Database> {
	const credential = readLedgerCredential(given, stored);
	const { connectionsFor } = await import('./connections');
	const identity = identityOf(credential);
	return new Database(() => connectionsFor(identity, credential), credential, isRead);
}
