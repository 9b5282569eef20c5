import PDFDocument from 'pdfkit';
import { toDecimal } from './money.mts';
import type { Party, Payment } from './payment.mts';
import { wholeSecondsIso } from './time.mts';

/**
 * The confirmation of a payment as a PDF.
 *
 * Nothing in it is compressed, so a test can look for text; the document's properties hold the id,
 * the status and the amount as plain text.
 */
export async function confirmationPdf(payment: Payment, now: Date): Promise<Buffer> {
	const amount = `${toDecimal(payment.minor, payment.currency)} ${payment.currency}`;
	const fees = `${toDecimal(payment.feesMinor, payment.currency)} ${payment.currency}`;
	const document = new PDFDocument({
		compress: false,
		size: 'A4',
		margin: 56,
		info: {
			Title: `Payment confirmation ${payment.id}`,
			Subject: `${payment.status} ${amount}`,
			Author: 'ZEN transfers simulator',
			CreationDate: now,
		},
	});
	const chunks: Buffer[] = [];
	document.on('data', (chunk: Buffer) => chunks.push(chunk));
	const ended = new Promise<void>((resolve, reject) => {
		document.on('end', resolve);
		document.on('error', reject);
	});
	document.font('Helvetica-Bold').fontSize(20).text('Payment confirmation');
	document
		.fontSize(9)
		.font('Helvetica')
		.text('Made by a simulator: no money has moved.')
		.moveDown(2);
	row(document, 'Payment ID', payment.id);
	row(document, 'External ID', payment.externalId ?? '-');
	row(document, 'Status', payment.status);
	row(document, 'Amount', amount);
	row(document, 'Fees', fees);
	row(document, 'Channel', payment.channel);
	row(document, 'Payer', party(payment.sender));
	row(document, 'Payee', party(payment.receiver));
	row(document, 'Title', payment.title ?? '-');
	row(document, 'Created', wholeSecondsIso(payment.createdAt));
	row(document, 'Booked', payment.bookedAt ? wholeSecondsIso(payment.bookedAt) : 'not yet');
	document.end();
	await ended;
	return Buffer.concat(chunks);
}

function row(document: PDFKit.PDFDocument, label: string, value: string): void {
	document.fontSize(9).fillColor('#666').text(label);
	document.fontSize(12).fillColor('#000').text(printable(value)).moveDown(0.6);
}

function party({ name, country, accountNumber, iban, bic }: Party): string {
	return [name, accountNumber ?? iban, bic, country].filter(Boolean).join(', ');
}

// The built-in fonts know Western European letters only and would print others as garbage.
function printable(text: string): string {
	return text.replace(/[^\x20-\x7e\xa0-\xff]/gu, (letter) => {
		if (/[łŁ]/.test(letter)) return letter === 'ł' ? 'l' : 'L';
		return letter.normalize('NFKD').replace(/[^\x20-\x7e]/gu, '') || '?';
	});
}
