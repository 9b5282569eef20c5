import { ExpressionParser } from 'n8n-workflow';

/**
 * The expressions of a template, each with its braces: `=INV-{{ $json.year }}-{{ $json.number }}`
 * has two. None for a field without an expression, and for one that is a single expression: n8n hands
 * on what that yields as it is, while it turns what stands in a template into text.
 *
 * @param parameter the field as it stands in the workflow
 */
export function templateParts(parameter: unknown): string[] {
	if (typeof parameter !== 'string' || !parameter.startsWith('=')) return [];
	const chunks = ExpressionParser.splitExpression(parameter.slice(1));
	const [first] = chunks;
	if (chunks.length === 2 && first!.text === '') return [];
	return chunks
		.filter(({ type }) => type === 'code')
		.map((chunk) => ExpressionParser.joinExpression([chunk]));
}
