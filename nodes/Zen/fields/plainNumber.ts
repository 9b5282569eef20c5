const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const BLANKS = /[\s\u0085\u2800]+/g;
const DASHES = /\p{Dash}/gu;

/**
 * An account number as it is read off a page: without invisible characters, every white space a
 * single blank, every dash a hyphen. Mail, web pages and PDFs bring all of these along.
 */
export function plainNumber(text: string): string {
	return text.replace(INVISIBLE, '').replace(BLANKS, ' ').replace(DASHES, '-').trim();
}
