import { toIban } from '../fields/iban';
import type { BookedPayment } from './bookedPayment';
import { amountXml, indicator } from './camtDialects';
import type { Dialect, Xml } from './camtDialects';
import type { Entry } from './entries';
import { fitting, inPieces, lengthOf } from './plainText';

// ZEN tells when a payment was booked and no value date, without which many readers end or take today.
const VALUE_DATE = 'Value date: the booking day, since ZEN tells none.';

/** A line of the statement of an account in `currency`, as camt.053's `Ntry`. */
export function entryXml(entry: Entry, currency: string, dialect: Dialect): Xml {
	const { kind, reference, payment, credit, amount } = entry;
	const text = textOf(entry);
	const code = kind === 'fee' ? 'FEE' : transactionCode(payment);
	return {
		NtryRef: reference,
		Amt: amountXml(amount),
		CdtDbtInd: indicator(credit),
		Sts: dialect.status('BOOK'),
		BookgDt: { Dt: payment.day },
		ValDt: { Dt: payment.day },
		AcctSvcrRef: reference,
		BkTxCd: { Prtry: { Cd: code, Issr: 'ZEN' } },
		NtryDtls: { TxDtls: transactionXml(entry, currency, dialect) },
		AddtlNtryInf: fitting(
			[
				`${code}.`,
				...remarks(entry, currency),
				VALUE_DATE,
				// For readers that take the first Ustrd for all of them, or none.
				...(text ? [`Title: ${text}`] : []),
			].join(' '),
			500,
		),
	};
}

/** An account: an IBAN as such when its checksum is right, anything else as it is. */
export function accountIdXml(accountNumber: string, issuer?: string): Xml {
	const iban = toIban(accountNumber);
	return iban ? { IBAN: iban } : { Othr: { Id: accountNumber, Issr: issuer } };
}

/** A bank by its BIC; `undefined` without one in the form that the schema demands. */
export function bankXml(bic: string, dialect: Dialect): Xml | undefined {
	const { element, form } = dialect.bic;
	return form.test(bic) ? { FinInstnId: { [element]: bic } } : undefined;
}

function transactionXml(entry: Entry, currency: string, dialect: Dialect): Xml {
	const { kind, reference, payment, amount, fees } = entry;
	const isFee = kind === 'fee';
	const text = textOf(entry);
	return {
		Refs: {
			AcctSvcrRef: reference,
			// Not with a fee, which would be taken for the payment itself.
			EndToEndId: isFee || !isEndToEndId(payment.externalId) ? undefined : payment.externalId,
		},
		AmtDtls: amount.currency === currency ? undefined : { TxAmt: { Amt: amountXml(amount) } },
		Chrgs: fees.length > 0 ? dialect.charges(fees) : undefined,
		...(isFee ? {} : otherSideXml(entry, dialect)),
		RmtInf: text ? { Ustrd: inPieces(text, 140) } : undefined,
	};
}

function textOf({ kind, payment, title }: Entry): string {
	return kind === 'fee' ? `${title}, fee of payment ${payment.id}` : title;
}

function otherSideXml({ payment, credit }: Entry, dialect: Dialect): Xml {
	const { name, accountNumber, bic, country } = payment.counterparty;
	const side = credit ? 'Dbtr' : 'Cdtr';
	const party = filled({
		Nm: fitting(name, 140),
		PstlAdr: /^[A-Z]{2}$/.test(country) ? { Ctry: country } : undefined,
	});
	return {
		RltdPties: filled({
			[side]: party && dialect.party(party),
			[`${side}Acct`]: isAccountId(accountNumber) ? { Id: accountIdXml(accountNumber) } : undefined,
		}),
		RltdAgts: filled({ [`${side}Agt`]: bankXml(bic, dialect) }),
	};
}

// What has no room elsewhere. Not in AddtlTxInf, which readers take for the title.
function remarks({ kind, payment, amount }: Entry, currency: string): string[] {
	const { externalId, counterparty } = payment;
	const { accountNumber } = counterparty;
	const isPayment = kind === 'payment';
	const found: Array<[boolean, string]> = [
		[
			amount.currency !== currency,
			`${amount.value} ${amount.currency} on an account in ${currency}: ZEN does not tell what it came to, so no sum in ${currency} has it.`,
		],
		[isPayment && externalId !== '' && !isEndToEndId(externalId), whole('External ID', externalId)],
		[
			isPayment && accountNumber !== '' && !isAccountId(accountNumber),
			whole('Account', accountNumber),
		],
	];
	return found.flatMap(([there, remark]) => (there ? [remark] : []));
}

// What is cut would be another one.
function whole(name: string, text: string): string {
	return lengthOf(text) <= 140 ? `${name}: ${text}.` : `${name}: too long to be shown here.`;
}

function isEndToEndId(externalId: string): boolean {
	return externalId !== '' && lengthOf(externalId) <= 35;
}

function isAccountId(accountNumber: string): boolean {
	return (
		toIban(accountNumber) !== undefined || (accountNumber !== '' && lengthOf(accountNumber) <= 34)
	);
}

function transactionCode({ transactionType, channel }: BookedPayment): string | undefined {
	return fitting([transactionType, channel].filter(Boolean).join('/') || 'PAYMENT', 35);
}

function filled(element: Xml): Xml | undefined {
	return Object.values(element).some((child) => child !== undefined) ? element : undefined;
}
