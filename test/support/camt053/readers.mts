import { parseCamt053 } from 'camt-parser';
import { CashManagementEndOfDayReport } from 'iso20022.js';

/** What a reader makes of an entry; `undefined` is what it does not tell. */
export interface ReadEntry {
	/** Signed, in minor units of two decimals. */
	amount: number;
	/** `yyyy-MM-dd`. */
	booked: string;
	valued: string | undefined;
	title: string | undefined;
	reference: string;
	endToEndId: string | undefined;
}

const day = (date: Date) => date.toISOString().slice(0, 10);
const cents = (value: string | number) => Math.round(Number(value) * 100);

// A reader joins by a blank or a line break, or keeps the blanks of the pieces: words are what counts.
const words = (text: string) => text.split(/\s+/).filter(Boolean).join(' ');

/** iso20022.js: reads 001.02 alone, and tells no value date and no end-to-end ID. It keeps the pieces of a title apart. */
function byIso20022js(xml: string): ReadEntry[] {
	return CashManagementEndOfDayReport.fromXML(xml).entries.map((entry) => {
		const [transaction] = entry.transactions;
		const text = transaction?.remittanceInformation as string | string[] | undefined;
		return {
			amount: entry.creditDebitIndicator === 'credit' ? entry.amount : -entry.amount,
			booked: day(entry.bookingDate),
			valued: undefined,
			title: words([text ?? []].flat().join(' ')),
			reference: transaction!.accountServicerReferenceId!,
			endToEndId: undefined,
		};
	});
}

/** camt-parser: tells no unstructured titles. */
async function byCamtParser(xml: string): Promise<ReadEntry[]> {
	const { statements } = await parseCamt053(xml);
	return statements[0]!.transactions.map((entry) => ({
		amount: cents(entry.amount.value) * (entry.creditDebitIndicator === 'CRDT' ? 1 : -1),
		booked: entry.bookingDate,
		valued: entry.valueDate,
		title: undefined,
		reference: entry.details[0]!.references.accountServicerReference,
		endToEndId: entry.details[0]!.references.endToEndId,
	}));
}

interface FintsStatement {
	openingBalance: { value: number; date: Date };
	closingBalance: { value: number; date: Date };
	transactions: Array<{
		amount: number;
		entryDate: Date;
		valueDate: Date;
		purpose: string;
		bankReference: string;
		e2eReference: string;
		remoteName: string;
		bookingText: string;
	}>;
}

// It hands out its reader to its own client only.
const FINTS = new URL('../../../node_modules/lib-fints/dist/camtParser.js', import.meta.url).href;

/**
 * lib-fints, the German online banking: reads camt.052, whose report has the elements of a statement
 * of camt.053 under other names of the two outermost.
 */
export async function fintsStatement(xml: string): Promise<FintsStatement> {
	const { CamtParser } = (await import(FINTS)) as {
		CamtParser: new (xml: string) => { parse(): FintsStatement[] };
	};
	const report = xml
		.replaceAll(/(<\/?)BkToCstmrStmt>/g, '$1BkToCstmrAcctRpt>')
		.replaceAll(/(<\/?)Stmt>/g, '$1Rpt>');
	return new CamtParser(report).parse()[0]!;
}

async function byLibFints(xml: string): Promise<ReadEntry[]> {
	// It makes days of the machine's own time zone.
	const own = (date: Date) => day(new Date(date.getTime() - date.getTimezoneOffset() * 60_000));
	return (await fintsStatement(xml)).transactions.map((entry) => ({
		amount: cents(entry.amount),
		booked: own(entry.entryDate),
		valued: own(entry.valueDate),
		title: words(entry.purpose),
		reference: entry.bankReference,
		endToEndId: entry.e2eReference,
	}));
}

interface Reader {
	versions: Array<'001.02' | '001.08'>;
	read(xml: string): ReadEntry[] | Promise<ReadEntry[]>;
}

/** Readers of camt.053 that know nothing of this package, and the versions that they read. */
export const READERS: Record<string, Reader> = {
	'iso20022.js': { versions: ['001.02'], read: byIso20022js },
	'camt-parser': { versions: ['001.02', '001.08'], read: byCamtParser },
	'lib-fints': { versions: ['001.02', '001.08'], read: byLibFints },
};
