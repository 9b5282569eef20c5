import XMLBuilder from 'fast-xml-builder';
import { DateTime } from 'luxon';
import * as SEPA from 'sepa';
import { COMPANIES, inventedBic, inventedIban } from '../simulator/index.mts';

/** Today, where the engine's workflows are: in UTC unless they say otherwise. */
export const TODAY = DateTime.utc().toISODate();

export const DEBTOR = inventedIban('LT', 1);

/** Elements by name; a value that is absent leaves its element out. */
export interface Elements {
	[name: string]: string | number | undefined | Elements | Elements[] | string[];
}

/** One credit transfer with a reference of its own; `more` replaces elements of it. */
export function transfer(reference: string, amount: string, more: Elements = {}): Elements {
	return {
		PmtId: { EndToEndId: reference },
		Amt: { InstdAmt: { '#text': amount, '@_Ccy': 'EUR' } },
		Cdtr: { Nm: COMPANIES[0]!.name },
		CdtrAcct: { Id: { IBAN: COMPANIES[0]!.accountNumber! } },
		RmtInf: { Ustrd: `Invoice ${reference}` },
		...more,
	};
}

/** A group of transfers from the default seed's main account, to be executed today. */
export function group(transfers: Elements[], more: Elements = {}): Elements {
	return {
		PmtInfId: 'GROUP-1',
		PmtMtd: 'TRF',
		ReqdExctnDt: { Dt: TODAY },
		Dbtr: { Nm: 'Sample Trading UAB' },
		DbtrAcct: { Id: { IBAN: DEBTOR } },
		DbtrAgt: { FinInstnId: { BICFI: inventedBic('LT') } },
		CdtTrfTxInf: transfers,
		...more,
	};
}

interface Written {
	version?: string;
	/** Of the group header, in place of what it would be. */
	header?: Elements;
	encoding?: string;
}

/** A payment file of groups, indented, so that each element has a line of its own. */
export function paymentFile(groups: Elements[], written: Written = {}): string {
	const { version = 'pain.001.001.09', header = {}, encoding = 'UTF-8' } = written;
	const count = groups.flatMap(({ CdtTrfTxInf }) => CdtTrfTxInf).length;
	const builder = new XMLBuilder({ ignoreAttributes: false, format: true });
	const document = {
		'@_xmlns': `urn:iso:std:iso:20022:tech:xsd:${version}`,
		CstmrCdtTrfInitn: {
			GrpHdr: {
				MsgId: 'MESSAGE-1',
				CreDtTm: `${TODAY}T08:00:00`,
				NbOfTxs: count,
				InitgPty: { Nm: 'Sample Trading UAB' },
				...header,
			},
			PmtInf: groups,
		},
	};
	return `<?xml version="1.0" encoding="${encoding}"?>\n${builder.build({ Document: document })}`;
}

/** The line in which a text stands first, from 1. */
export const lineOf = (file: string, text: string): number =>
	file.slice(0, file.indexOf(text)).split('\n').length;

/** A payment file as the library `sepa` writes it: references are `REF-1`, amounts `1.01`, and so on. */
export function sepaFile(count: number, version: string, messageId = 'MESSAGE-1'): string {
	const document = new SEPA.Document(version);
	Object.assign(document.grpHdr, {
		id: messageId,
		created: new Date(),
		initiatorName: 'Sample Trading UAB',
	});
	const payments = document.createPaymentInfo();
	Object.assign(payments, {
		debtorName: 'Sample Trading UAB',
		debtorIBAN: DEBTOR,
		debtorBIC: inventedBic('LT'),
		// The library writes the day that it is where it runs.
		requestedExecutionDate: new Date(`${TODAY}T12:00:00`),
	});
	document.addPaymentInfo(payments);
	for (let number = 1; number <= count; number++) {
		const creditor = COMPANIES[number % COMPANIES.length]!;
		const payment = payments.createTransaction();
		Object.assign(payment, {
			creditorName: creditor.name,
			creditorIBAN: creditor.accountNumber,
			creditorBIC: creditor.bic,
			end2endId: `REF-${number}`,
			amount: (100 + number) / 100,
			remittanceInfo: `Invoice ${number}`,
		});
		payments.addTransaction(payment);
	}
	return document.toString();
}
