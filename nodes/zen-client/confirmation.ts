import { Unreadable } from './caller';
import { isObject, tryParseJson } from './json';
import type { Json } from './json';
import type { HttpResponse } from './transport';

/** A document, as bytes. */
export interface Confirmation {
	bytes: Buffer;
	mimeType: string;
	fileExtension: string;
}

const PDF_START = '%PDF-';
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;

/**
 * Reads a confirmation, be it a PDF itself or JSON that holds one in base64 under whatever name.
 * Evidence: both forms are assumed. What is no PDF is not passed off as one.
 */
export function readConfirmation(response: HttpResponse): Confirmation {
	const bytes = isPdf(response.body) ? response.body : pdfInside(response.body);
	if (!bytes) throw new Unreadable();
	return { bytes, mimeType: 'application/pdf', fileExtension: 'pdf' };
}

function pdfInside(body: Buffer): Buffer | undefined {
	for (const text of texts(tryParseJson(body.toString('utf8')))) {
		const compact = text.replace(/^data:[^,]*,/, '').replace(/\s/g, '');
		if (!BASE64.test(compact)) continue;
		const bytes = Buffer.from(compact, 'base64');
		if (isPdf(bytes)) return bytes;
	}
	return undefined;
}

function* texts(value: Json | undefined): Generator<string> {
	if (typeof value === 'string') yield value;
	else if (Array.isArray(value)) for (const item of value) yield* texts(item);
	else if (isObject(value)) for (const item of Object.values(value)) yield* texts(item);
}

function isPdf(bytes: Buffer): boolean {
	return bytes.subarray(0, PDF_START.length).toString('latin1') === PDF_START;
}
