import type { RejectRule } from '../seed/seed.mts';
import { toMinor } from './money.mts';
import type { Payment } from './payment.mts';

/** Why the bank will turn this payment down, or null when no rule says so. */
export function rejectReason(rules: readonly RejectRule[], payment: Payment): string | null {
	const rule = rules.find(({ title, amount }) => {
		if (title === undefined && amount === undefined) return false;
		const titleFits = title === undefined || holds(payment.title, title);
		const amountFits =
			amount === undefined ||
			toMinor({ value: amount, currency: payment.currency }) === payment.minor;
		return titleFits && amountFits;
	});
	return rule ? (rule.reason ?? 'Turned down by a rule of the simulator') : null;
}

function holds(text: string | null, part: string): boolean {
	return text !== null && text.toLowerCase().includes(part.toLowerCase());
}
