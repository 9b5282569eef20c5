import type { INodeListSearchResult } from 'n8n-workflow';
import { Form } from './Form';
import type { Question } from '../../zen-n8n/search';

/** The purpose codes for the currency and the receiver's country in the form. */
export async function searchPurposeCodes({
	zen,
	context,
	matches,
}: Question): Promise<INodeListSearchResult> {
	const form = new Form(context);
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
