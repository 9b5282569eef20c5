import { distinctIn, fileNameOf } from '../../zen-n8n/fileName';
import { shortNumber } from '../../zen-n8n/accountLabel';
import type { StatementRequest } from './fields';
import type { StatedAccount } from './statedAccount';

type Named = Pick<StatementRequest, 'accountId' | 'period' | 'fileName'>;

/** What a statement's files are called: alike, and otherwise than all others of a run. */
export function statementFileNames(
	run: object,
	request: Named,
	account: Pick<StatedAccount, 'accountNumber' | 'currency'>,
): { csv: string; xml: string } {
	const names = ['csv', 'xml'].map((extension) => statementFileName(request, account, extension));
	const { accountId, period } = request;
	// As much as a file system has room for behind the longest name.
	const id = `${accountId.slice(0, 8)} ${period.from} to ${period.to}`;
	const [csv = '', xml = ''] = distinctIn(run, names, id);
	return { csv, xml };
}

/** What a statement's file is called, such as `ZEN LT53…0001 EUR 2026-10.csv`, unless a name was chosen. */
export function statementFileName(
	{ accountId, period, fileName }: Named,
	{ accountNumber, currency }: Pick<StatedAccount, 'accountNumber' | 'currency'>,
	extension: string,
): string {
	// Where ZEN tells no number, accounts are to have names of their own all the same.
	const number = accountNumber ? shortNumber(accountNumber) : accountId.slice(0, 8);
	// Of both files: the ending that was written would be a part of the other's name.
	const chosen = fileName?.replace(/\.(?:csv|xml)$/i, '');
	const parts = chosen === undefined ? ['ZEN', number, currency, inWords(period)] : [chosen];
	return fileNameOf(parts, extension, `zen-statement-${accountId}`);
}

/** A whole year, month or day by its own name; else both days. */
function inWords({ from, to }: Named['period']): string {
	if (from === to) return from;
	if (from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31`) return from.slice(0, 4);
	const month = from.slice(0, 7);
	const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0));
	if (from.endsWith('-01') && to === last.toISOString().slice(0, 10)) return month;
	return `${from} to ${to}`;
}
