import { ExpressionParser } from 'n8n-workflow';
import { LONGEST, refusalOfLength } from '../zen-client';
import type { FieldSource } from './fieldSource';
import { refusalOfPart } from './payingText';
import type { PayingKind } from './payingText';

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

/** Why a text that identifies or pays is not taken for what a part of its template yields. */
export function refusalOfParts(
	context: FieldSource,
	index: number,
	name: string,
	kind: PayingKind,
): string | undefined {
	const parameter = context.getNodeParameter(name, index, '', { rawExpressions: true });
	const tooLong = typeof parameter === 'string' && refusalOfLength(parameter, LONGEST.list);
	if (tooLong) return tooLong;
	for (const code of templateParts(parameter)) {
		const part = evaluate(context, index, code);
		const refusal = part && refusalOfPart(part.value, kind, code);
		if (refusal) return refusal;
	}
	return undefined;
}

/** `undefined` for an expression that cannot be evaluated by itself. */
function evaluate(
	context: FieldSource,
	index: number,
	code: string,
): { value: unknown } | undefined {
	try {
		if (!context.evaluateExpression) return undefined;
		return { value: context.evaluateExpression(code, index) };
	} catch {
		return undefined;
	}
}
