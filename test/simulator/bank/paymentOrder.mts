import { isValidBIC, isValidIBAN } from 'ibantools';
import type { Account } from './Account.mts';
import { type Channel, channelsTo } from './channels.mts';
import { type Money, toMinor } from './money.mts';
import type { Fee, Party } from './payment.mts';
import { invalid } from './refusal.mts';

/** The body of a payment or draft to be made, after the contract has checked its shape. */
export interface PaymentBody {
	accountId: string;
	externalId?: string;
	title?: string;
	amount: Money;
	channel?: string;
	chargeType?: string;
	purposeCode?: string;
	receiver: {
		name: string;
		country?: string;
		accountNumber: string;
		bic?: string;
	};
}

/** A payment that the bank could make: everything settled but the money. */
export interface PaymentOrder {
	account: Account;
	minor: bigint;
	fees: Fee[];
	feesMinor: bigint;
	channel: string;
	chargeType: string;
	payee: Party;
}

/** What the rules need to know about the bank around a payment. */
export interface Surroundings {
	account(id: string): Account | undefined;
	accountByIban(iban: string): Account | undefined;
	knowsPurposeCode(code: string): boolean;
}

/**
 * Applies the bank's rules (assumed) to a body.
 *
 * @throws Refusal (VALIDATION_ERROR), naming the field, when it breaks one
 */
export function paymentOrder(body: PaymentBody, bank: Surroundings): PaymentOrder {
	const account = bank.account(body.accountId);
	if (!account) throw invalid('accountId is not one of your accounts');
	const { currency } = body.amount;
	if (currency !== account.currency) {
		throw invalid(`amount.currency must be ${account.currency}, the account's currency`);
	}
	const minor = toMinor(body.amount);
	if (minor === 0n) throw invalid('amount.value must be above zero');
	if (body.purposeCode !== undefined && !bank.knowsPurposeCode(body.purposeCode)) {
		throw invalid(`purposeCode ${body.purposeCode} is not known`);
	}
	const payee = checkedPayee(body.receiver);
	const options = channelsTo({
		currency,
		country: payee.country ?? '',
		internal: bank.accountByIban(body.receiver.accountNumber)?.currency === currency,
	});
	const channel = pick(options, 'channel', body.channel);
	checkLimits(minor, channel);
	const charge = pick(channel.chargeTypes, 'chargeType', body.chargeType);
	return {
		account,
		minor,
		fees: charge.fees,
		feesMinor: charge.fees.reduce((sum, { amount }) => sum + toMinor(amount), 0n),
		channel: channel.channel,
		chargeType: charge.chargeType,
		payee,
	};
}

/** The payee's country: the one given, or else the one its IBAN begins with. */
export function payeeCountry(country?: string, accountNumber = ''): string {
	return country ?? /^[A-Z]{2}\d{2}/.exec(accountNumber)?.[0].slice(0, 2) ?? '';
}

function checkedPayee({ name, country, accountNumber, bic }: PaymentBody['receiver']): Party {
	if (/^[A-Z]{2}\d{2}/.test(accountNumber) && !isValidIBAN(accountNumber)) {
		throw invalid('receiver.accountNumber is not a valid IBAN');
	}
	if (bic !== undefined && !isValidBIC(bic)) throw invalid('receiver.bic is not a valid BIC');
	const known = payeeCountry(country, accountNumber);
	if (!known) throw invalid('receiver.country is required where there is no IBAN');
	return { name, country: known, accountNumber, bic: bic ?? null };
}

function checkLimits(minor: bigint, { channel, limits: { max } }: Channel): void {
	if (minor > toMinor(max)) {
		throw invalid(`amount.value must be at most ${max.value} ${max.currency} over ${channel}`);
	}
}

function pick<Key extends string, T extends Record<Key, string>>(
	options: T[],
	key: Key,
	wanted: string | undefined,
): T {
	const found = wanted === undefined ? options[0] : options.find((one) => one[key] === wanted);
	if (found) return found;
	const offered = options.map((one) => one[key]).join(', ');
	throw invalid(`${key} ${wanted} is not possible for this payment; possible: ${offered}`);
}
