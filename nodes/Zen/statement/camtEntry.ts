import { toIban } from '../fields/iban';
import type { BookedPayment } from './bookedPayment';
import { amountXml, indicator } from './camtDialects';
import type { Dialect, Xml } from './camtDialects';
import { referenceOf } from './entries';
import type { Entry } from './entries';
import { fitting, inPieces } from './plainText';

/** A line of the statement as camt.053's `Ntry`. */
export function entryXml(entry: Entry, dialect: Dialect): Xml {
	const { kind, reference, payment, credit, amount, title } = entry;
	const isFee = kind === 'fee';
	return {
		NtryRef: reference,
		Amt: amountXml(amount),
		CdtDbtInd: indicator(credit),
		Sts: dialect.status('BOOK'),
		BookgDt: { Dt: payment.day },
		AcctSvcrRef: reference,
		BkTxCd: { Prtry: { Cd: isFee ? 'FEE' : transactionCode(payment), Issr: 'ZEN' } },
		NtryDtls: { TxDtls: isFee ? { Refs: references(payment) } : transactionXml(entry, dialect) },
		AddtlNtryInf: isFee ? fitting(`${title}, fee of payment ${payment.id}`, 500) : undefined,
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

function transactionXml({ payment, credit, fees }: Entry, dialect: Dialect): Xml {
	const { name, accountNumber, bic, country } = payment.counterparty;
	const side = credit ? 'Dbtr' : 'Cdtr';
	const party = filled({
		Nm: fitting(name, 140),
		PstlAdr: /^[A-Z]{2}$/.test(country) ? { Ctry: country } : undefined,
	});
	const isIban = toIban(accountNumber) !== undefined;
	const hasAccount = isIban || inPieces(accountNumber, 34).length === 1;
	return {
		Refs: references(payment),
		Chrgs: fees.length > 0 ? dialect.charges(fees) : undefined,
		RltdPties: filled({
			[side]: party && dialect.party(party),
			[`${side}Acct`]: hasAccount ? { Id: accountIdXml(accountNumber) } : undefined,
		}),
		RltdAgts: filled({ [`${side}Agt`]: bankXml(bic, dialect) }),
		RmtInf: payment.title ? { Ustrd: inPieces(payment.title, 140) } : undefined,
		AddtlTxInf: fitting(
			[
				...(isEndToEndId(payment.externalId) ? [] : [`External ID: ${payment.externalId}`]),
				...(hasAccount || accountNumber === '' ? [] : [`Account: ${accountNumber}`]),
			].join('; '),
			500,
		),
	};
}

function references(payment: BookedPayment): Xml {
	const { externalId } = payment;
	return {
		AcctSvcrRef: referenceOf(payment),
		EndToEndId: externalId && isEndToEndId(externalId) ? externalId : undefined,
	};
}

// One that is too long does not go in: cut, it would be another one.
function isEndToEndId(externalId: string): boolean {
	return inPieces(externalId, 35).length <= 1;
}

function transactionCode({ transactionType, channel }: BookedPayment): string | undefined {
	return fitting([transactionType, channel].filter(Boolean).join('/') || 'PAYMENT', 35);
}

function filled(element: Xml): Xml | undefined {
	return Object.values(element).some((child) => child !== undefined) ? element : undefined;
}
