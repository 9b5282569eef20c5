import { fromMinorUnits, InputError, minorUnits, MoneyError, only } from '../zen-client';
import type { Money, PayingAccount, PaymentOrder } from '../zen-client';
import type { DayTotal } from './DayTotal';
import type { Payout } from './Payout';
import { againstRules, refused } from './rules';
import type { PaymentRules } from './rules';
import type { PayoutWorld } from './World';

/** What one node has sent so far within one execution, its loops included, by currency. */
export interface RunTotals {
	/** Minor units. */
	of(currency: string): bigint;
	add(currency: string, units: bigint): void;
}

/**
 * Everything that has to hold before money leaves: the account, the limits, the balance. One pass over
 * the batch, in its order; what does not pass takes nothing from those after it.
 */
export class Policy {
	/** Minor units that this batch takes, by currency. */
	private readonly inBatch = new Map<string, bigint>();
	/** Minor units that this batch takes in the account's own currency, by account. */
	private readonly fromAccount = new Map<string, bigint>();
	/** Accounts of which something is taken that is not known. */
	private readonly untold = new Set<string>();

	private readonly rules: PaymentRules;
	/** Minor units that were sent before this batch, by currency. */
	private readonly before: Map<string, bigint>;
	private readonly totals: RunTotals;

	/**
	 * @param accounts as ZEN lists them just now
	 * @param day to be left out only where nothing is to be paid
	 */
	constructor(
		private readonly accounts: PayingAccount[],
		{ totals, rules }: Pick<PayoutWorld, 'totals' | 'rules'>,
		private readonly day?: DayTotal,
	) {
		this.rules = rules;
		this.totals = totals;
		const currencies = accounts.flatMap(({ currency }) => currency ?? []);
		this.before = new Map(currencies.map((currency) => [currency, totals.of(currency)]));
	}

	/** @returns what is wrong with a payment; `undefined` when it passes, and takes its part */
	check(payout: Payout): Error | undefined {
		const wrong = this.wrongWith(payout);
		// A draft takes no funds yet, and a person decides about it.
		if (!wrong && payout.kind === 'payment') this.count(payout.order);
		return wrong;
	}

	/**
	 * What an account would have left after a payment and those before it that passed, as a decimal string
	 * in its own currency; fees are not known here. `undefined` where that cannot be told.
	 */
	leftAfter({ accountId, amount }: PaymentOrder): string | undefined {
		const account = this.account(accountId);
		if (account?.currency !== amount.currency || this.untold.has(account.accountId)) {
			return undefined;
		}
		const units = availableUnits(account.available, amount.currency);
		if (units === undefined) return undefined;
		return fromMinorUnits(units - (this.fromAccount.get(accountId) ?? 0n), amount.currency).value;
	}

	/** As {@link check}, but nothing is taken. */
	wrongWith(payout: Payout): Error | undefined {
		const { kind, order, checkBalance } = payout;
		const wrong =
			this.wrongAccount(payout) ?? againstRules(this.rules, order) ?? this.uncountable(payout);
		if (wrong || kind === 'draft') return wrong;
		return (
			this.day?.wrongWith(order.amount, this.taken(order.amount.currency)) ??
			this.overLimit(payout) ??
			(checkBalance ? this.overBalance(order) : undefined)
		);
	}

	/** What is wrong with the account of a payment. */
	wrongAccount({ order: { accountId, amount }, mayConvert }: Payout): Error | undefined {
		const account = this.account(accountId);
		if (!account) {
			return new InputError(
				'From Account',
				`${accountId} is not among the active accounts of this credential. Pick it from the list.`,
			);
		}
		if (account.currency !== amount.currency && !mayConvert) {
			return new InputError(
				'Currency',
				`is ${amount.currency}, but the account holds ${account.currency ?? 'a currency that ZEN does not tell'}. Pick the account of that currency, or switch off Account Currency Must Match if ZEN is to convert.`,
			);
		}
		return undefined;
	}

	/** In which currency ZEN lists what it converts is not known. */
	private uncountable({ kind, order }: Payout): Error | undefined {
		const isConverted = this.account(order.accountId)?.currency !== order.amount.currency;
		if (kind === 'draft' || !isConverted || this.rules.perDay.size === 0) return undefined;
		return refused(
			'Limit per Day',
			'is set, and this payment would be converted, so that it could not be counted',
		);
	}

	private account(accountId: string): PayingAccount | undefined {
		return this.accounts.find((one) => one.accountId.toLowerCase() === accountId.toLowerCase());
	}

	/** Takes the part of a payment, without any check. */
	count({ accountId, amount }: PaymentOrder): void {
		const units = minorUnits(amount);
		this.inBatch.set(amount.currency, this.taken(amount.currency) + units);
		// What a conversion takes from the account is not known.
		if (this.account(accountId)?.currency !== amount.currency) return this.mayTake({ accountId });
		this.fromAccount.set(accountId, (this.fromAccount.get(accountId) ?? 0n) + units);
	}

	/** Something may be taken from an account, and how much is not known. */
	mayTake({ accountId }: Pick<PaymentOrder, 'accountId'>): void {
		const account = this.account(accountId);
		if (account) this.untold.add(account.accountId);
	}

	/** Minor units that the batch takes in a currency. */
	taken(currency: string): bigint {
		return this.inBatch.get(currency) ?? 0n;
	}

	/** What was sent before this batch, in a currency of no account from when it is asked for first. */
	private sentBefore(currency: string): bigint {
		const units = this.before.get(currency) ?? this.totals.of(currency);
		this.before.set(currency, units);
		return units;
	}

	private overLimit({ order: { amount }, limits }: Payout): Error | undefined {
		const { perPayment } = limits;
		if (perPayment && minorUnits(amount) > minorUnits(perPayment)) {
			return over('Limit per Payment', perPayment, amount);
		}
		const before = this.sentBefore(amount.currency);
		return overRun(before + this.taken(amount.currency), { order: { amount }, limits });
	}

	private overBalance({ accountId, amount }: PaymentOrder): Error | undefined {
		const account = this.account(accountId);
		if (account?.currency !== amount.currency) {
			return new InputError(
				'From Account',
				`${accountId} holds ${account?.currency ?? 'a currency that ZEN does not tell'}, so that its balance cannot be compared with ${amount.value} ${amount.currency}. Switch off Check Available Balance to send without it.`,
			);
		}
		const units = availableUnits(account.available, amount.currency);
		if (units === undefined) {
			return new InputError(
				'From Account',
				`${accountId} has no available balance that can be read. Switch off Check Available Balance to send without it.`,
			);
		}
		const before = this.fromAccount.get(accountId) ?? 0n;
		if (before + minorUnits(amount) <= units) return undefined;
		const words = (some: bigint) =>
			`${fromMinorUnits(some, amount.currency).value} ${amount.currency}`;
		const earlier = before > 0n ? ` and the items before it take ${words(before)}` : '';
		return new InputError(
			'Amount',
			`is ${amount.value} ${amount.currency}, but the account has ${words(units)} available${earlier}. Add funds, or pay less at once.`,
		);
	}
}

/**
 * @param before minor units that the run has taken
 * @returns what the limit of a run has against a payment
 */
export function overRun(
	before: bigint,
	{
		order: { amount },
		limits: { perRun },
	}: { order: Pick<PaymentOrder, 'amount'> } & Pick<Payout, 'limits'>,
): Error | undefined {
	const total = before + minorUnits(amount);
	if (!perRun || total <= minorUnits(perRun)) return undefined;
	return over('Limit per Run', perRun, fromMinorUnits(total, amount.currency));
}

function availableUnits(available: string | undefined, currency: string): bigint | undefined {
	if (available === undefined) return undefined;
	try {
		return minorUnits({ value: available, currency });
	} catch (error) {
		only(MoneyError, error);
		return undefined;
	}
}

function over(field: string, limit: Money, reached: Money): InputError {
	return new InputError(
		field,
		`is ${limit.value} ${limit.currency}, and this payment would take it to ${reached.value}. Raise the limit if that is right.`,
	);
}
