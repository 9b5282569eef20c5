import type { INodeProperties } from 'n8n-workflow';
import { accountField, readAccount } from '../fields/account';
import { readPeriod } from '../fields/period';
import { readsAtOnceOption } from '../fields/readsAtOnce';
import { fileNameField, readFileName } from '../../zen-n8n/fileName';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import type { CamtVersion } from './camtDialects';
import type { CsvOptions } from './csv';
import type { StatementQuery } from './readStatement';

/** What to read, and which files to make of it in which binary fields. */
export interface StatementRequest extends StatementQuery {
	/** Without its ending; named after what is in it when absent. */
	fileName?: string;
	csv?: CsvOptions & { field: string };
	camt053?: { field: string; version: CamtVersion };
}

export const statementFields: INodeProperties[] = [
	accountField,
	{
		displayName: 'Booked From',
		name: 'bookedAtFrom',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: "={{ $now.minus({ months: 1 }).startOf('month').toISODate() }}",
		required: true,
		description:
			'The first day, included. Days are those of UTC. A day that has begun here but not yet in UTC counts as the day before.',
	},
	{
		displayName: 'Booked To',
		name: 'bookedAtTo',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: "={{ $now.minus({ months: 1 }).endOf('month').toISODate() }}",
		required: true,
		description:
			'The last day, included. Days are those of UTC. A day in the future counts as today.',
	},
	{
		displayName: 'Format',
		name: 'format',
		type: 'options',
		options: [
			{ name: 'Both', value: 'both', description: 'A CSV file and a camt.053 file' },
			{
				name: 'Camt.053',
				value: 'camt053',
				description: 'An XML file by ISO 20022 for accounting software',
			},
			{ name: 'CSV', value: 'csv', description: 'A table for spreadsheets, one row an entry' },
		],
		default: 'both',
	},
	{
		displayName: 'Put CSV File in Field',
		name: 'csvPropertyName',
		type: 'string',
		default: 'csv',
		required: true,
		displayOptions: { show: { format: ['both', 'csv'] } },
		hint: 'The name of the output binary field to put the CSV file in',
	},
	{
		displayName: 'Put Camt.053 File in Field',
		name: 'camt053PropertyName',
		type: 'string',
		default: 'camt053',
		required: true,
		displayOptions: { show: { format: ['both', 'camt053'] } },
		hint: 'The name of the output binary field to put the camt.053 file in',
	},
	{
		displayName:
			'ZEN tells the present booked balance only. So opening and closing balance are left out, unless you have them derived below, as software needs that reckons with both, such as Odoo. Camt.053 needs a balance: it carries the present one, named interim (ITBD) or information (INFO).',
		name: 'balanceNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Byte Order Mark',
				name: 'byteOrderMark',
				type: 'boolean',
				default: false,
				description:
					'Whether to begin the CSV file with a byte order mark, by which Excel knows that it is UTF-8',
			},
			{
				displayName: 'Camt.053 Version',
				name: 'camt053Version',
				type: 'options',
				options: [
					{ name: '001.02', value: '001.02', description: 'What older software reads' },
					{ name: '001.08', value: '001.08', description: 'What banks in Europe have moved to' },
				],
				default: '001.08',
			},
			{
				displayName: 'CSV Date Format',
				name: 'dateFormat',
				type: 'options',
				options: [
					{ name: '2026-09-30', value: 'yyyy-MM-dd' },
					{ name: '30-09-2026', value: 'dd-MM-yyyy' },
					{ name: '30.09.2026', value: 'dd.MM.yyyy' },
					{ name: '30/09/2026', value: 'dd/MM/yyyy' },
				],
				default: 'yyyy-MM-dd',
				description: 'The one of the country that the spreadsheet is set to',
			},
			{
				displayName: 'CSV Decimal Separator',
				name: 'decimalSeparator',
				type: 'options',
				options: [
					{ name: 'Comma', value: ',' },
					{ name: 'Point', value: '.' },
				],
				default: '.',
				description:
					'The one of the country that the spreadsheet is set to. Where it is a comma the delimiter is a semicolon as a rule.',
			},
			{
				displayName: 'CSV Delimiter',
				name: 'delimiter',
				type: 'options',
				options: [
					{ name: 'Comma', value: ',' },
					{ name: 'Semicolon', value: ';' },
				],
				default: ',',
			},
			{
				displayName: 'CSV Texts',
				name: 'texts',
				type: 'options',
				options: [
					{
						name: 'As Formulas (="…")',
						value: 'formula',
						description:
							'For a file that is opened in Excel or Google Sheets, or in LibreOffice with Evaluate Formulas: titles, account numbers, External IDs and references stay what they are',
					},
					{
						name: 'As They Are',
						value: 'plain',
						description:
							'For programs, and imports that are told which columns are text. A spreadsheet that just opens the file drops leading zeros and what is beyond 15 digits, even of quoted texts.',
					},
				],
				default: 'plain',
			},
			{
				displayName: 'Derive Balances',
				name: 'deriveBalances',
				type: 'boolean',
				default: false,
				description:
					'Whether to reckon opening and closing balance back from the present one. Right only if the payments and fees in the history are all that moved the balance, which ZEN does not say. Reads the history up to today. Left out where even that does not tell.',
			},
			fileNameField,
			{
				displayName: 'Fees',
				name: 'fees',
				type: 'options',
				options: [
					{
						name: 'Separate Entries',
						value: 'entries',
						description:
							'As entries of their own. Choose this if you know that ZEN takes fees in addition to the amounts.',
					},
					{
						name: 'Shown With Payment',
						value: 'shown',
						description:
							'As information on the payment, in no sum of entries, since ZEN does not say how fees are booked',
					},
				],
				default: 'shown',
			},
			readsAtOnceOption,
		],
	},
];

/** Reads the fields of one item. @throws InputError */
export function readStatementRequest(input: ItemInput): StatementRequest {
	const format = input.choice('format', ['both', 'camt053', 'csv']);
	const csvField = format === 'camt053' ? '' : input.requiredText('csvPropertyName');
	const camtField = format === 'csv' ? '' : input.requiredText('camt053PropertyName');
	if (csvField === camtField) {
		throw input.error(
			'camt053PropertyName',
			`is "${camtField}", the same as Put CSV File in Field. Give each file a field of its own.`,
		);
	}
	return {
		accountId: readAccount(input),
		period: readWholePeriod(input),
		fileName: readFileName(input),
		deriveBalances: isOn(input, 'options.deriveBalances'),
		feeMode: choice(input, 'options.fees', ['shown', 'entries']),
		csv: csvField
			? {
					field: csvField,
					delimiter: choice(input, 'options.delimiter', [',', ';']),
					byteOrderMark: isOn(input, 'options.byteOrderMark'),
					decimalSeparator: choice(input, 'options.decimalSeparator', ['.', ',']),
					dateFormat: choice(input, 'options.dateFormat', [
						'yyyy-MM-dd',
						'dd-MM-yyyy',
						'dd.MM.yyyy',
						'dd/MM/yyyy',
					]),
					texts: choice(input, 'options.texts', ['plain', 'formula']),
				}
			: undefined,
		camt053: camtField
			? { field: camtField, version: choice(input, 'options.camt053Version', ['001.08', '001.02']) }
			: undefined,
	};
}

function readWholePeriod(input: ItemInput) {
	const { bookedAtFrom, bookedAtTo } = readPeriod(input, '');
	if (!bookedAtFrom) throw input.error('bookedAtFrom', 'is empty. Fill in the first day.');
	if (!bookedAtTo) throw input.error('bookedAtTo', 'is empty. Fill in the last day.');
	return { from: bookedAtFrom, to: bookedAtTo };
}

function isOn(input: ItemInput, name: string): boolean {
	return input.ifAdded(name, () => input.flag(name)) ?? false;
}

// The first one where the option was not added.
function choice<T extends string>(input: ItemInput, name: string, known: [T, ...T[]]): T {
	return input.ifAdded(name, () => input.choice(name, known)) ?? known[0];
}
