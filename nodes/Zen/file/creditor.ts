import { refusalOf } from '../../zen-n8n/payingText';
import { readAccountNumber } from '../fields/accountNumber';
import { refusalOfBic, saysNoBank } from '../fields/bic';
import { refusalOfDetails } from '../fields/receiverDetail';
import { saysNone } from '../fields/saysNone';
import { leaveOut } from './leftOut';
import type { Part } from './Part';

/** The fields of a receiver as Payment → Create and Draft → Create name them. */
export interface Creditor {
	receiverName: string;
	receiverAccountNumber: string;
	/** Only what the file tells. */
	receiverDetails: Partial<Record<'bic' | 'city' | 'country' | 'line1' | 'postcode', string>>;
	leftOut: string[];
}

/**
 * Reads who is paid by a transfer.
 *
 * @throws InputError for an account that cannot be paid, a BIC that is none, or no name
 */
export function readCreditor(transfer: Part): Creditor {
	const agent = transfer.maybe('CdtrAgt');
	const { bic, leftOut: ofAgent } = readAgent(agent);
	const account = readAccount(transfer.one('CdtrAcct'), bic);
	// An IBAN says which bank it is; any other number needs all that is told of the bank.
	if (account.country) agent?.one('FinInstnId').skip('ClrSysMmbId');
	const party = transfer.one('Cdtr');
	const name = party.one('Nm');
	const refusal = refusalOf(name.text(), 'name');
	if (refusal) throw name.error(refusal);
	const address = readAddress(party.maybe('PstlAdr'), account.country);
	const leftOut = leaveOut(party, 'Id', 'CtctDtls', 'CtryOfRes').map((one) => `Cdtr/${one}`);
	return {
		receiverName: name.text(),
		receiverAccountNumber: account.accountNumber,
		receiverDetails: { ...(bic && { bic }), ...address.details },
		leftOut: [...ofAgent, ...account.leftOut, ...leftOut, ...address.leftOut],
	};
}

function readAgent(agent: Part | undefined): { bic: string; leftOut: string[] } {
	if (!agent) return { bic: '', leftOut: [] };
	const leftOut = leaveOut(agent, 'BrnchId').map((one) => `CdtrAgt/${one}`);
	const institution = agent.one('FinInstnId');
	// What is told of a bank beside its BIC describes it; which one it is the IBAN or the BIC says.
	institution.skip('Nm', 'PstlAdr', 'LEI');
	const part = institution.maybe('BICFI') ?? institution.maybe('BIC');
	const other = institution.maybe('Othr');
	if (other && saysNone(other.textOf('Id'))) other.skip('SchmeNm', 'Issr');
	else if (other) leftOut.push('CdtrAgt/Othr', ...leaveOut(other, 'SchmeNm', 'Issr'));
	const bic = part?.text().toUpperCase() ?? '';
	if (!part || saysNoBank(bic)) return { bic: '', leftOut };
	const refusal = refusalOfBic(bic);
	if (refusal) throw part.error(refusal);
	return { bic, leftOut };
}

function readAccount(account: Part, bic: string) {
	const leftOut = leaveOut(account, 'Tp', 'Ccy', 'Nm').map((one) => `CdtrAcct/${one}`);
	const id = account.one('Id');
	const iban = id.maybe('IBAN');
	if (iban) {
		const read = readAccountNumber(`IBAN ${iban.text()}`);
		if ('refusal' in read) throw iban.error(read.refusal);
		return { ...read, leftOut };
	}
	const other = id.one('Othr');
	const number = other.one('Id');
	const scheme = other.maybe('SchmeNm');
	const kind = scheme?.textOf('Cd') || scheme?.textOf('Prtry');
	if (kind && kind !== 'BBAN') {
		throw scheme!.error(
			`says that the account is named by ${kind}, and only IBANs and account numbers can be paid here. Pay this one in the ZEN portal, and have it left out of the file.`,
		);
	}
	const lost = refusalOf(number.text(), 'reference');
	if (lost) throw number.error(lost);
	const read = readAccountNumber(number.text());
	if ('refusal' in read) throw number.error(read.refusal);
	if (!bic) {
		throw number.error(
			`holds "${read.accountNumber}", which is no IBAN, and CdtrAgt tells no BIC: so nobody can tell which bank it is an account of. Have the IBAN or the BIC exported.`,
		);
	}
	return { ...read, leftOut: [...leftOut, ...leaveOut(other, 'Issr')] };
}

/** How an address is put together where it has more parts than Create has fields. */
const STREET = ['Dept', 'SubDept', 'CareOf', 'StrtNm', 'BldgNb', 'BldgNm', 'Flr', 'UnitNb', 'Room'];
const REST = ['PstBx', 'TwnLctnNm', 'DstrctNm', 'CtrySubDvsn'];

function readAddress(part: Part | undefined, accountCountry: string) {
	const details: Record<string, string> = {};
	if (!part) return { details, leftOut: [] };
	part.skip('AdrTp');
	const text = (name: string) => part.textOf(name);
	const street = STREET.map(text).filter(Boolean).join(' ');
	const lines = part.all('AdrLine').map((line) => line.text());
	const line1 = [street, ...REST.map(text), ...lines].filter(Boolean).join(', ');
	const country = text('Ctry').toUpperCase();
	const given = { line1, postcode: text('PstCd'), city: text('TwnNm'), country };
	// ZEN is told one country, and Create takes none but the IBAN's: a street in the wrong country is
	// worse than none.
	if (country && accountCountry && country !== accountCountry) {
		return { details, leftOut: [`PstlAdr in ${country} of an account in ${accountCountry}`] };
	}
	if (country && !/^[A-Z]{2}$/.test(country)) {
		throw part
			.one('Ctry')
			.error(
				`holds "${country}", which is no code of two letters such as LT. Have it exported so.`,
			);
	}
	for (const [name, value] of Object.entries(given)) {
		if (value) details[name] = value;
	}
	// What Create refuses of one transfer would leave the rest of the file to be paid.
	const wrong = refusalOfDetails(details);
	if (wrong) throw part.error(`as ${wrong.name} ${wrong.refusal}`);
	return { details, leftOut: [] };
}
