import { stringify } from 'csv-stringify/sync';
import type { Money } from '../../zen-client';
import type { BookedPayment } from './bookedPayment';
import { total } from './entries';
import type { Entry } from './entries';

export interface CsvOptions {
	delimiter: ',' | ';';
	/** Whether to begin with the mark by which spreadsheets know UTF-8. */
	byteOrderMark: boolean;
}

type Cell = (entry: Entry) => string;

// The words of an accountant, and of the import forms that ask for a debit and a credit column.
const COLUMNS: Array<[header: string, cell: Cell]> = [
	['Booking Date', ({ payment }) => payment.day],
	['Booked At (UTC)', ({ payment }) => payment.bookedAt],
	['Entry', ({ kind }) => (kind === 'fee' ? 'Fee' : 'Payment')],
	['Debit', ({ credit, amount }) => (credit ? '' : amount.value)],
	['Credit', ({ credit, amount }) => (credit ? amount.value : '')],
	['Currency', ({ amount }) => amount.currency],
	['Counterparty', ofPayment(({ counterparty }) => counterparty.name)],
	['Counterparty Account', ofPayment(({ counterparty }) => counterparty.accountNumber)],
	['Counterparty BIC', ofPayment(({ counterparty }) => counterparty.bic)],
	['Counterparty Country', ofPayment(({ counterparty }) => counterparty.country)],
	['Title', ({ title }) => title],
	['Fees', ofFees(({ value }) => value)],
	['Fee Currency', ofFees(({ currency }) => currency)],
	['External ID', ({ payment }) => payment.externalId],
	['Payment ID', ({ payment }) => payment.id],
	['Reference', ({ reference }) => reference],
	['Channel', ofPayment(({ channel }) => channel)],
	['Transaction Type', ofPayment(({ transactionType }) => transactionType)],
	['Created At (UTC)', ofPayment(({ createdAt }) => createdAt)],
];

/**
 * Entries as CSV (RFC 4180): a header row, then one row for each entry, lines ended by CRLF, amounts
 * as the very texts that ZEN sent. What a spreadsheet would run as a formula has an apostrophe before
 * it, also within a text where the spreadsheet may split it.
 */
export function toCsv(entries: Entry[], { delimiter, byteOrderMark }: CsvOptions): Buffer {
	const header = COLUMNS.map(([name]) => name);
	const rows = entries.map((entry) => COLUMNS.map(([, cell]) => defused(cell(entry))));
	const text = stringify([header, ...rows], {
		delimiter,
		bom: byteOrderMark,
		record_delimiter: 'windows',
		escape_formulas: true,
	});
	return Buffer.from(text, 'utf8');
}

// Where a spreadsheet may begin another cell, whatever delimiter the file was written with, and what
// it would run there as a formula.
const FORMULA_WITHIN = /([;,|\t\r\n][\s"']*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

function defused(text: string): string {
	return text.replace(FORMULA_WITHIN, "$1'");
}

function ofPayment(cell: (payment: BookedPayment) => string): Cell {
	return ({ kind, payment }) => (kind === 'payment' ? cell(payment) : '');
}

function ofFees(cell: (total: Money) => string): Cell {
	return ({ fees }) => {
		const amounts = fees.map(({ amount }) => amount);
		const currencies = [...new Set(amounts.map(({ currency }) => currency))];
		return currencies
			.map((currency) => cell({ value: total(amounts, currency), currency }))
			.join(' + ');
	};
}
