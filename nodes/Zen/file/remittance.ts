import { remainderOf } from '../fields/iban';
import { leaveOut } from './leftOut';
import type { Part } from './Part';

/** What the receiver is told, and what of it had to be left out. */
export interface Remittance {
	/** Empty where the file tells nothing. */
	title: string;
	leftOut: string[];
}

/**
 * Reads what a transfer is for: its text, and of structured details the references and numbers.
 *
 * @throws InputError for a creditor reference (SCOR) that is none, or whose check digits do not fit
 */
export function readRemittance(information: Part | undefined): Remittance {
	if (!information) return { title: '', leftOut: [] };
	const texts = information.all('Ustrd').map((part) => part.text());
	const structured = information.all('Strd').map(readStructured);
	for (const { told } of structured) {
		// Some software writes a reference both ways.
		texts.push(...told.filter((one) => !texts.some((text) => ` ${text} `.includes(` ${one} `))));
	}
	return { title: texts.join(' '), leftOut: structured.flatMap(({ leftOut }) => leftOut) };
}

function readStructured(part: Part): { told: string[]; leftOut: string[] } {
	const told: string[] = [];
	const leftOut = leaveOut(part, 'RfrdDocAmt', 'Invcr', 'Invcee', 'TaxRmt', 'GrnshmtRmt');
	for (const document of part.all('RfrdDocInf')) {
		document.skip('Tp', 'RltdDt');
		leftOut.push(...leaveOut(document, 'LineDtls'));
		told.push(document.textOf('Nb'));
	}
	const reference = part.maybe('CdtrRefInf');
	if (reference) told.push(readReference(reference));
	told.push(...part.all('AddtlRmtInf').map((text) => text.text()));
	return { told: told.filter((text) => text !== ''), leftOut };
}

function readReference(part: Part): string {
	const type = part.maybe('Tp');
	const issuer = type?.textOf('Issr') ?? '';
	const kind = type?.maybe('CdOrPrtry');
	kind?.skip('Prtry');
	const isCreditorReference = kind?.textOf('Cd').toUpperCase() === 'SCOR';
	const reference = part.maybe('Ref');
	if (!reference) return '';
	const text = reference.text();
	// Banks of some countries have their own references exported as SCOR, which say nothing of how they are checked.
	const isInternational = /^\s*RF/i.test(text) || issuer.trim().toUpperCase() === 'ISO';
	const refusal = isCreditorReference && isInternational && refusalOfReference(text);
	if (refusal) throw reference.error(`holds "${text}", ${refusal}`);
	return text;
}

/** What is wrong with a creditor reference by ISO 11649, behind what it holds. */
function refusalOfReference(text: string): string | undefined {
	const compact = text.replace(/\s/g, '').toUpperCase();
	if (!/^RF\d\d[A-Z0-9]{1,21}$/.test(compact)) {
		return 'which is no creditor reference (ISO 11649): that is RF, two check digits, and at most 21 letters and digits. Compare it with the invoice.';
	}
	if (remainderOf(compact) === 1n) return undefined;
	return 'a creditor reference whose check digits do not fit. Compare it with the invoice.';
}
