import type { INodeListSearchResult } from 'n8n-workflow';
import type { Question } from './search';

/** The purpose codes for the currency and the receiver's country in the form. */
export async function searchPurposeCodes({
	zen,
	form,
	matches,
}: Question): Promise<INodeListSearchResult> {
	const codes = await zen.terms.purposeCodes({
		currency: form.text('currency').toUpperCase(),
		country: form.country(),
	});
	const results = codes.map(({ code, description }) => ({
		name: description ? `${code} — ${description}` : String(code),
		value: String(code),
	}));
	return { results: results.filter(({ name }) => matches(name)) };
}
