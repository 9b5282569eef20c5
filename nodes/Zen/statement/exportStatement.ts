import { randomUUID } from 'crypto';
import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { ZenError } from '../../zen-client';
import type { Result, Run } from '../operation';
import { toCamt053 } from './camt053';
import type { CamtVersion } from './camtDialects';
import { toCsv } from './csv';
import { otherCurrencies, sumsOf } from './entries';
import type { StatementRequest } from './fields';
import { joined } from './pieces';
import { readStatement } from './readStatement';
import type { Statement } from './readStatement';
import { statementFileNames } from './statementFileName';

/**
 * Reads a statement and makes its files.
 *
 * @returns totals, balances and what was left out as JSON, the files as binary
 * @throws ZenError see `readStatement`, and for camt.053 when ZEN tells no balance
 */
export async function exportStatement(run: Run, request: StatementRequest): Promise<Result> {
	const statement = await readStatement(run, request);
	const { csv, camt053 } = request;
	const names = statementFileNames(run, request, statement.account);
	const binary: Record<string, IBinaryData> = {};
	const files: IDataObject[] = [];
	const add = async (field: string, bytes: Buffer, fileName: string, mimeType: string) => {
		binary[field] = await run.toBinary(bytes, fileName, mimeType);
		files.push({ field, fileName });
	};
	if (csv) {
		const bytes = await joined(toCsv(statement.entries, csv), run.surroundings);
		await add(csv.field, bytes, names.csv, 'text/csv');
	}
	if (camt053) {
		const bytes = await joined(camtOf(statement, camt053.version), run.surroundings);
		await add(camt053.field, bytes, names.xml, 'application/xml');
	}
	return { json: { ...toJson(statement), files }, binary };
}

function camtOf(
	{ entries, balances, ...rest }: Statement,
	version: CamtVersion,
): Generator<Buffer> {
	const { present } = balances;
	if (!present) {
		throw new ZenError('ZEN tells no booked balance that can be read, and camt.053 needs one', {
			outcome: 'unknown',
			remedy: 'Choose the format CSV, which holds no balances.',
		});
	}
	const messageId = randomUUID().replaceAll('-', '');
	return toCamt053(entries, { ...rest, version, messageId, balances: { ...balances, present } });
}

function toJson({ account, period, open, readAt, payments, entries, balances }: Statement) {
	const { within, leftOut } = payments;
	const { notes, ...known } = balances;
	const notOver = `The period's last day was not over at ${readAt}: more may be booked on it.`;
	return {
		accountId: account.accountId,
		accountNumber: account.accountNumber || null,
		currency: account.currency,
		period: { ...period, timeZone: 'UTC', open },
		readAt,
		payments: within.length,
		entries: entries.length,
		sums: sumsOf(within, account.currency),
		balances: known,
		leftOut,
		notes: [...(open ? [notOver] : []), ...otherCurrencies(entries, account.currency), ...notes],
	} as unknown as IDataObject;
}
