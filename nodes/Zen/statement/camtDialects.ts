import type { Money } from '../../zen-client';
import type { Fee } from './bookedPayment';
import { fitting } from './plainText';

/** An element's content: its children in their order. What is `undefined` is left out. */
export type Xml = { [element: string]: Xml | Xml[] | string | string[] | undefined };

/** The places in which the versions of camt.053 differ, as far as our statements go. */
export interface Dialect {
	namespace: string;
	status(code: string): Xml | string;
	party(party: Xml): Xml;
	/** The element's name, and the form that the schema demands. */
	bic: { element: string; form: RegExp };
	charges(fees: Fee[]): Xml | Xml[];
	net(amount: string, creditOrDebit: string): Xml;
}

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:';

// Without ChrgInclInd, which would tell whether the amount has the fee in it: ZEN does not say so.
const charge = ({ amount, name }: Fee): Xml => ({
	Amt: amountXml(amount),
	Tp: { Prtry: { Id: fitting(name, 35), Issr: 'ZEN' } },
});

/**
 * 001.08 is of ISO's 2019 set, which banks in Europe have moved to; 001.02 is what older software
 * reads.
 */
export const DIALECTS = {
	'001.08': {
		namespace: `${NAMESPACE}camt.053.001.08`,
		status: (code) => ({ Cd: code }),
		party: (party) => ({ Pty: party }),
		bic: { element: 'BICFI', form: /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/ },
		charges: (fees) => ({ Rcrd: fees.map(charge) }),
		net: (amount, creditOrDebit) => ({ TtlNetNtry: { Amt: amount, CdtDbtInd: creditOrDebit } }),
	},
	'001.02': {
		namespace: `${NAMESPACE}camt.053.001.02`,
		status: (code) => code,
		party: (party) => party,
		bic: { element: 'BIC', form: /^[A-Z]{6}[A-Z2-9][A-NP-Z0-9]([A-Z0-9]{3})?$/ },
		charges: (fees) => fees.map(charge),
		net: (amount, creditOrDebit) => ({ TtlNetNtryAmt: amount, CdtDbtInd: creditOrDebit }),
	},
} satisfies Record<string, Dialect>;

export type CamtVersion = keyof typeof DIALECTS;

export function amountXml({ value, currency }: Money): Xml {
	return { '@_Ccy': currency, '#text': value };
}

export function indicator(credit: boolean): string {
	return credit ? 'CRDT' : 'DBIT';
}
