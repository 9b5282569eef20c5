import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of a PDF, as a reader sees it. @throws when it is not one */
export async function pdfText(pdf: Buffer): Promise<string> {
	const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
	const texts: string[] = [];
	for (let number = 1; number <= document.numPages; number++) {
		const { items } = await (await document.getPage(number)).getTextContent();
		texts.push(...items.map((item) => ('str' in item ? item.str : '')));
	}
	return texts.join('\n');
}
