import { LONGEST, numberText, quoted } from '../zen-client';
import type { ItemInput } from './ItemInput';

const DECIMAL = /^\d+(\.\d+)?$/;

/** Whether it is a decimal without a sign. */
export function isDecimal(value: unknown): value is string {
	return typeof value === 'string' && value.length <= LONGEST.value && DECIMAL.test(value);
}

/** A decimal without a sign, to compare amounts with; see `isLess`. @throws InputError */
export function readDecimal(input: ItemInput, name: string): string {
	const given = input.raw(name, '', LONGEST.value);
	const text =
		typeof given === 'number'
			? input.asMoney(name, () => numberText(given))
			: input.requiredText(name, '', LONGEST.value);
	if (isDecimal(text)) return text;
	throw input.error(
		name,
		`holds ${quoted(text)}, which is no decimal amount. Write it with a point and without separators, e.g. 100.00.`,
	);
}
