import { fromMinorUnits, InputError, minorUnits } from '../zen-client';
import type { Money } from '../zen-client';

export interface Limited {
	amount: Money;
	/** In the payment's own currency. */
	limits: { perPayment?: Money; perRun?: Money };
}

/**
 * Compares payments with the limits that the user set.
 *
 * @returns what is wrong with single payments, by their place in the batch
 */
export function checkLimits(payments: Limited[]): Map<number, Error> {
	const found = new Map<number, Error>();
	const totals = new Map<string, bigint>();
	payments.forEach(({ amount, limits }, place) => {
		const units = minorUnits(amount);
		const total = (totals.get(amount.currency) ?? 0n) + units;
		if (limits.perPayment && units > minorUnits(limits.perPayment)) {
			found.set(place, over('Limit per Payment', limits.perPayment, amount));
			return;
		}
		if (limits.perRun && total > minorUnits(limits.perRun)) {
			const reached = fromMinorUnits(total, amount.currency);
			found.set(place, over('Limit per Run', limits.perRun, reached));
			return;
		}
		totals.set(amount.currency, total);
	});
	return found;
}

function over(field: string, limit: Money, reached: Money): InputError {
	return new InputError(
		field,
		`is ${limit.value} ${limit.currency}, and this payment would take it to ${reached.value}. Raise the limit if that is right.`,
	);
}
