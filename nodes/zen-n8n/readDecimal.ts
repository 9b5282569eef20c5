import { LONGEST, quoted } from '../zen-client';
import type { ItemInput } from './ItemInput';

/** A decimal without a sign, to compare amounts with; see `isLess`. @throws InputError */
export function readDecimal(input: ItemInput, name: string): string {
	const text = input.requiredText(name, '', LONGEST.value);
	if (/^\d+(\.\d+)?$/.test(text)) return text;
	throw input.error(
		name,
		`holds ${quoted(text)}, which is no decimal amount. Write it with a point and without separators, e.g. 100.00.`,
	);
}
