import { toDecimal } from '../bank/money.mts';
import { DAY } from '../bank/time.mts';
import { randomFrom, uuidFrom } from '../random.mts';
import { COMPANIES } from './companies.mts';
import type { PaymentSeed } from './seed.mts';

export interface HistoryOptions {
	accountId: string;
	currency: string;
	channel: string;
	fee: string;
	count: number;
	days: number;
	/** The history ends a little before this. */
	until: Date;
	seed: number;
}

/** A plausible past of an account: the same for the same options, oldest first. */
export function inventedHistory(options: HistoryOptions): PaymentSeed[] {
	const { accountId, currency, channel, fee, count, days, until } = options;
	const random = randomFrom(options.seed);
	const step = (days * DAY) / count;
	return Array.from({ length: count }, (_, index): PaymentSeed => {
		const createdAt = new Date(until.getTime() - (count - index) * step + random() * step * 0.9);
		const outgoing = random() < 0.7;
		const counterparty = COMPANIES[Math.floor(random() * COMPANIES.length)] ?? COMPANIES[0];
		if (!counterparty) throw new Error('There is no invented company');
		const rejected = outgoing && random() < 0.03;
		return {
			id: uuidFrom(random),
			accountId,
			direction: outgoing ? 'OUTGOING' : 'INCOMING',
			amount: toDecimal(BigInt(100 + Math.floor(random() * 250_000)), currency),
			fee,
			title: outgoing ? `Invoice ${5000 + index}` : `Order ${90_000 + index}`,
			channel,
			counterparty: random() < 0.2 ? underIban(counterparty) : counterparty,
			status: rejected ? 'REJECTED' : 'SETTLED',
			createdAt: createdAt.toISOString(),
			// Booked a little later, yet never after the present.
			bookedAt: new Date(createdAt.getTime() + random() * step * 0.1).toISOString(),
		};
	});
}

function underIban({ accountNumber, ...party }: (typeof COMPANIES)[number]) {
	return { ...party, iban: accountNumber ?? null };
}
