import { stringify } from 'csv-stringify/sync';
import chunk from 'lodash/chunk';
import { DateTime } from 'luxon';
import type { Money } from '../../zen-client';
import type { BookedPayment } from './bookedPayment';
import { total } from './entries';
import type { Entry } from './entries';
import { ENTRIES_A_PIECE } from './pieces';

export interface CsvOptions {
	delimiter: ',' | ';';
	/** Whether to begin with the mark by which spreadsheets know UTF-8. */
	byteOrderMark: boolean;
	decimalSeparator: '.' | ',';
	/** With `yyyy-MM-dd` points in time are ISO 8601, with another one the time of day follows it. */
	dateFormat: 'yyyy-MM-dd' | 'dd-MM-yyyy' | 'dd.MM.yyyy' | 'dd/MM/yyyy';
	/** `formula`: each text as ="…", which a spreadsheet that opens the file takes for no number or date. */
	texts: 'plain' | 'formula';
}

type Cell = (entry: Entry) => string;
type Writer = (text: string, options: CsvOptions) => string;

// The words of an accountant, and of the import forms that ask for a debit and a credit column.
const COLUMNS: Array<[header: string, cell: Cell, writer: Writer]> = [
	['Booking Date', ({ payment }) => payment.day, writeTime],
	['Booked At (UTC)', ({ payment }) => payment.bookedAt, writeTime],
	['Entry', ({ kind }) => (kind === 'fee' ? 'Fee' : 'Payment'), String],
	['Debit', ({ credit, amount }) => (credit ? '' : amount.value), writeAmount],
	['Credit', ({ credit, amount }) => (credit ? amount.value : ''), writeAmount],
	['Currency', ({ amount }) => amount.currency, String],
	['Counterparty', ofPayment(({ counterparty }) => counterparty.name), writeText],
	['Counterparty Account', ofPayment(({ counterparty }) => counterparty.accountNumber), writeText],
	['Counterparty BIC', ofPayment(({ counterparty }) => counterparty.bic), writeText],
	['Counterparty Country', ofPayment(({ counterparty }) => counterparty.country), writeText],
	['Title', ({ title }) => title, writeText],
	['Fees', ofFees(({ value }) => value), writeAmount],
	['Fee Currency', ofFees(({ currency }) => currency), String],
	['External ID', ({ payment }) => payment.externalId, writeText],
	['Payment ID', ({ payment }) => payment.id, writeText],
	['Reference', ({ reference }) => reference, writeText],
	['Channel', ofPayment(({ channel }) => channel), writeText],
	['Transaction Type', ofPayment(({ transactionType }) => transactionType), writeText],
	['Created At (UTC)', ofPayment(({ createdAt }) => createdAt), writeTime],
];

/**
 * Entries as CSV (RFC 4180): a header row, then one row for each entry, lines ended by CRLF, amounts
 * as the very texts that ZEN sent. What a spreadsheet would run as a formula has an apostrophe before
 * it, also within a text where the spreadsheet may split it; as ="…" a text needs none before it.
 *
 * @returns the pieces of the file, see `joined`
 */
export function* toCsv(entries: Entry[], options: CsvOptions): Generator<Buffer> {
	const written = (rows: string[][], bom = false) => {
		const { delimiter } = options;
		return Buffer.from(stringify(rows, { delimiter, bom, record_delimiter: 'windows' }), 'utf8');
	};
	yield written([COLUMNS.map(([name]) => name)], options.byteOrderMark);
	for (const some of chunk(entries, ENTRIES_A_PIECE)) {
		yield written(
			some.map((entry) => COLUMNS.map(([, cell, write]) => write(cell(entry), options))),
		);
	}
}

// What a spreadsheet would run, and where it may begin another cell, whatever delimiter the file was
// written with.
const FORMULA = '(?=[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20])';
const FORMULA_AT_START = new RegExp(`^${FORMULA}`);
const FORMULA_WITHIN = new RegExp(`([;,|\\t\\r\\n][\\s"']*)${FORMULA}`, 'g');

function writeText(text: string, { texts }: CsvOptions): string {
	const within = text.replace(FORMULA_WITHIN, "$1'");
	if (texts === 'plain' || text === '') return within.replace(FORMULA_AT_START, "'");
	// Excel takes at most 255 characters in a text of a formula; a quotation mark counts twice here.
	const pieces = Array.from(within).flatMap((_, index, all) =>
		index % 120 === 0 ? [all.slice(index, index + 120).join('')] : [],
	);
	return `=${pieces.map((piece) => `"${piece.replaceAll('"', '""')}"`).join('&')}`;
}

function writeAmount(text: string, { decimalSeparator }: CsvOptions): string {
	return text.replaceAll('.', decimalSeparator);
}

function writeTime(text: string, options: CsvOptions): string {
	const { dateFormat } = options;
	const time = DateTime.fromISO(text, { zone: 'utc' });
	// What ZEN calls a time and is none is a text as any other.
	if (!/^\d{4}-\d\d-\d\d(T|$)/.test(text) || !time.isValid) return writeText(text, options);
	// The column says UTC, whatever zone ZEN tells the time in.
	const isUtc = !text.includes('T') || text.endsWith('Z');
	if (dateFormat === 'yyyy-MM-dd') return isUtc ? text : time.toISO({ suppressMilliseconds: true });
	return time.toFormat(text.includes('T') ? `${dateFormat} HH:mm:ss` : dateFormat);
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
