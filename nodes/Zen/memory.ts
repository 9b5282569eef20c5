import type { IExecuteFunctions } from 'n8n-workflow';
import { baseUrlOf, ENVIRONMENTS, only } from '../zen-client';
import type { ZenCredential } from '../zen-client';
import { surroundingsIn } from '../zen-n8n/connect';
import { storedCredential } from '../zen-n8n/storedCredential';
import {
	broken,
	MarkLedger,
	markStoreOf,
	MovedLedger,
	named,
	openPostgresLedger,
	sayingWhich,
} from '../zen-ledger';
import type { PostgresLedger } from '../zen-ledger';
import { LedgerError, noLedger } from '../zen-payout';
import type { Ledger, Resolvable } from '../zen-payout';
import type { MemoryKind } from './fields/memory';

/** What remembers the payments of a run. */
export interface Memory {
	ledger: Ledger;
	/** The same, where a person can put right what stayed open. */
	resolvable?: Resolvable;
	/** The same, where it can be listed. */
	listed?: Pick<PostgresLedger, 'getMany'>;
}

export const noMemory: Memory = { ledger: noLedger };

/**
 * Opens the memory that was chosen. One that cannot be opened fails when it is asked.
 *
 * @param credential of ZEN
 * @param isRead whether nothing is to be made, so that where there is no memory yet nothing is remembered
 */
export async function openMemory(
	context: IExecuteFunctions,
	kind: MemoryKind,
	credential: ZenCredential,
	isRead: boolean,
): Promise<Memory> {
	return await openedMemory(context, kind, credential, isRead).catch((error) => {
		const ledger = broken<PostgresLedger>(only(LedgerError, error));
		return { ledger, resolvable: ledger, listed: ledger };
	});
}

async function openedMemory(
	context: IExecuteFunctions,
	kind: MemoryKind,
	credential: ZenCredential,
	isRead: boolean,
): Promise<Memory> {
	if (kind === 'off') return noMemory;
	const surroundings = surroundingsIn(context);
	const store = markStoreOf(context, surroundings);
	const marks = named(new MarkLedger(store, baseUrlOf(credential), surroundings), 'n8n');
	if (kind === 'n8n') return { ledger: marks, resolvable: marks };
	const table = await sayingWhich(
		'PostgreSQL',
		async () => await openTable(context, credential, isRead),
	);
	// Agents of n8n have no other memory.
	const hasMoved =
		Boolean(context.getWorkflow().id) &&
		(await sayingWhich('n8n', async () => await store.count())) > 0;
	const ledger = hasMoved ? new MovedLedger(table, marks) : table;
	return { ledger, resolvable: ledger, listed: table };
}

/**
 * What tells the payments of one environment of ZEN from those of another, however the credential
 * names it.
 *
 * @throws InputError as `baseUrlOf` does
 */
export function ledgerNameOf(
	credential: Pick<ZenCredential, 'environment' | 'baseUrl' | 'ledgerName'>,
): string {
	const given = credential.ledgerName?.trim();
	if (given) return given;
	const home = baseUrlOf(credential);
	const [name] = Object.entries(ENVIRONMENTS).find(([, address]) => address === home) ?? [home];
	return name;
}

async function openTable(
	context: IExecuteFunctions,
	credential: ZenCredential,
	isRead: boolean,
): Promise<PostgresLedger> {
	const { id, name } = context.getWorkflow();
	const given = await context.getCredentials('zenLedgerApi');
	const origin = {
		ledger: ledgerNameOf(credential),
		workflowId: id || undefined,
		workflowName: name,
		executionId: context.getExecutionId() || undefined,
		nodeName: context.getNode().name,
	};
	const stored = await storedCredential(context, 'zenLedgerApi');
	const table = await openPostgresLedger(given, origin, { stored, isRead });
	return named(table, 'PostgreSQL');
}
