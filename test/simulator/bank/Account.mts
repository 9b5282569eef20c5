import { LosslessNumber } from 'lossless-json';
import { invalid } from './refusal.mts';
import { toDecimal, toMinor } from './money.mts';
import type { Party } from './payment.mts';

export interface AccountSeed {
	accountId: string;
	productName: string;
	currencyCode: string;
	/** What is on the account now, a decimal string; seeded history does not change it. */
	balance: string;
	alias?: string | null;
	/** The owner, as payees see it. */
	holder: string;
	iban: string;
	bic: string;
	country: string;
	/** Both have been seen in answers. A string unless told. */
	balanceAs?: 'string' | 'number';
	/** Whether the answer carries `accountNumbers`. True unless told. */
	numbersShown?: boolean;
}

/** An account and what is on it now; balances are decimal strings. */
export interface AccountState {
	accountId: string;
	alias: string | null;
	currencyCode: string;
	iban: string;
	bic: string;
	holder: string;
	balance: string;
	availableBalance: string;
}

/** An account with what is booked on it and what is blocked by payments in progress. */
export class Account {
	private booked: bigint;
	private blocked = 0n;
	/** The account as the other side of a payment sees it. */
	readonly party: Party;

	constructor(readonly details: Readonly<AccountSeed>) {
		this.booked = toMinor(
			{ value: details.balance, currency: details.currencyCode },
			`the balance of account ${details.accountId}`,
		);
		const { holder, country, iban, bic } = details;
		this.party = { name: holder, country, accountNumber: iban, bic };
	}

	get id(): string {
		return this.details.accountId;
	}

	get currency(): string {
		return this.details.currencyCode;
	}

	/** Takes funds off the available balance. @throws Refusal when there are not enough */
	block(minor: bigint): void {
		const available = this.booked - this.blocked;
		if (minor > available) {
			throw invalid(
				`Insufficient funds: ${toDecimal(minor, this.currency)} ${this.currency} needed with fees, ` +
					`${toDecimal(available, this.currency)} available on account ${this.id}`,
			);
		}
		this.blocked += minor;
	}

	/** Gives blocked funds back. */
	release(minor: bigint): void {
		this.blocked -= minor;
	}

	/** Books blocked funds off the account. */
	withdraw(minor: bigint): void {
		this.blocked -= minor;
		this.booked -= minor;
	}

	deposit(minor: bigint): void {
		this.booked += minor;
	}

	/** Booked balance, a decimal string. */
	get balance(): string {
		return toDecimal(this.booked, this.currency);
	}

	/** Booked balance without blocked funds, a decimal string. */
	get availableBalance(): string {
		return toDecimal(this.booked - this.blocked, this.currency);
	}

	state(): AccountState {
		const { iban, bic, holder, alias = null } = this.details;
		const { id: accountId, currency: currencyCode, balance, availableBalance } = this;
		return { accountId, alias, currencyCode, iban, bic, holder, balance, availableBalance };
	}

	/** The account as ZEN answers it. */
	answer() {
		const { alias, iban, bic, productName, numbersShown = true } = this.details;
		const asSeen = (decimal: string) =>
			this.details.balanceAs === 'number' ? new LosslessNumber(decimal) : decimal;
		return {
			accountId: this.id,
			productName,
			currencyCode: this.currency,
			balance: asSeen(this.balance),
			availableBalance: asSeen(this.availableBalance),
			alias: alias ?? null,
			...(numbersShown && {
				accountNumbers: [
					{
						accountNumber: iban,
						accountType: 'IBAN',
						bic,
						routingCode: null,
						routingCodeType: null,
					},
				],
			}),
		};
	}
}
