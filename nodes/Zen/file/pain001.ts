import { DateTime } from 'luxon';
import { sameDecimal, sumDecimals } from '../../zen-client';
import { keyOf } from '../../zen-payout';
import type { Steps } from '../steps';
import { compactIban, refusalOfIban } from '../fields/iban';
import { decode } from './decode';
import { cannotCarry, leaveOut } from './leftOut';
import { parse, TRANSFERS_A_STEP } from './parse';
import type { Part } from './Part';
import { readPaymentType, readTransfer } from './transfer';
import type { Debtor, Group, Transfer } from './transfer';

const NAMESPACE = /^urn:iso:std:iso:20022:tech:xsd:(pain\.001\.001\.(?:03|09|11))$/;

/** A payment file that is whole and right. */
export interface PaymentFile {
	messageId: string;
	/** As in `pain.001.001.09`. */
	version: string;
	transfers: Transfer[];
}

/**
 * Reads a pain.001 file, and checks its numbers and sums. All or nothing: whatever a payment made here
 * would lose, change or pay twice is a reason to read none of it.
 *
 * @param today `yyyy-MM-dd`, the only execution date that is taken; absent where any is
 * @throws InputError that names line and element
 */
export function* readPain001(bytes: Buffer, today?: string): Steps<PaymentFile> {
	const document = yield* parse(decode(bytes));
	const version = versionOf(document);
	const initiation = document.one('CstmrCdtTrfInitn');
	const header = initiation.one('GrpHdr');
	const messageId = header.one('MsgId').text();
	header.skip('CreDtTm', 'InitgPty', 'FwdgAgt');
	const ofFile = { messageId, leftOut: leaveOut(header, 'Authstn') };
	const transfers: Transfer[] = [];
	for (const part of initiation.all('PmtInf')) {
		for (const transfer of yield* readGroup(part, ofFile, today)) transfers.push(transfer);
	}
	if (transfers.length === 0) throw initiation.error('has no credit transfer in it (CdtTrfTxInf).');
	checkTotals(header, transfers, true);
	checkReferences(transfers);
	const unread = document.unread();
	if (unread) throw cannotCarry(unread);
	return { messageId, version, transfers };
}

function versionOf(document: Part): string {
	const [, version] = NAMESPACE.exec(document.namespace) ?? [];
	if (document.name === 'Document' && version) return version;
	const found = document.namespace || `<${document.name}>`;
	throw document.error(
		`is ${found.replace(/^.*:/, '').slice(0, 50)}, and payment files are read as pain.001.001.03, .09 or .11. Choose one of these where the file is exported.`,
	);
}

function* readGroup(
	part: Part,
	{ messageId, leftOut }: Pick<Group, 'messageId' | 'leftOut'>,
	today?: string,
): Steps<Transfer[]> {
	const method = part.one('PmtMtd');
	if (method.text() !== 'TRF') {
		throw method.error(
			`is ${method.text()}${method.text() === 'CHK' ? ', a cheque' : ''}. Only transfers (TRF) can be paid here: have the others left out of the file.`,
		);
	}
	const isBatch = ['true', '1'].includes(part.textOf('BtchBookg'));
	part.skip('Dbtr', 'DbtrAgt');
	const date = part.one('ReqdExctnDt');
	const group: Group = {
		messageId,
		id: part.one('PmtInfId').text(),
		executionDate: readDate(date, today),
		debtor: readDebtor(part.one('DbtrAcct')),
		chargeBearer: part.maybe('ChrgBr'),
		leftOut: [
			...leftOut,
			...leaveOut(date, 'DtTm'),
			...(isBatch ? leaveOut(part, 'BtchBookg') : []),
			...readPaymentType(part.maybe('PmtTpInf')),
		],
	};
	const transfers: Transfer[] = [];
	for (const one of part.all('CdtTrfTxInf')) {
		if (transfers.push(readTransfer(one, group)) % TRANSFERS_A_STEP === 0) yield;
	}
	checkTotals(part, transfers, false);
	return transfers;
}

function readDebtor(part: Part): Debtor {
	const id = part.one('Id');
	const iban = id.maybe('IBAN');
	if (!iban) {
		throw id.error(
			'names the account to pay from by something else than its IBAN, so that it cannot be told which one it is. Have the IBAN exported.',
		);
	}
	const compact = compactIban(iban.text());
	const refusal = refusalOfIban(compact);
	if (refusal) throw iban.error(refusal);
	part.skip('Tp', 'Nm');
	return { iban: compact, currency: part.textOf('Ccy'), part: iban };
}

/**
 * The day, as it is written. Until version .08 it stands in the element itself, since then within it
 * as a date or as a point in time, whose time of day is left out.
 */
function readDate(part: Part, today: string | undefined): string {
	const at = part.maybe('DtTm') ?? part.maybe('Dt') ?? part;
	const [, day = ''] = DAY.exec(at.text()) ?? [];
	if (!DateTime.fromISO(day).isValid) {
		throw at.error(`holds "${at.text()}", which is no date such as 2026-09-30.`);
	}
	if (today === undefined || day === today) return day;
	throw at.error(
		`asks for ${day}, and today is ${today}: ${day < today ? 'that day is over' : 'payments made here go out at once'}. Have the file exported for today, or switch on Any Execution Date in Options and see to the day yourself.`,
	);
}

/** As XML has days and points in time. */
const DAY =
	/^(\d{4}-\d\d-\d\d)(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

function checkTotals(part: Part, transfers: Transfer[], isNeeded: boolean): void {
	const count = isNeeded ? part.one('NbOfTxs') : part.maybe('NbOfTxs');
	if (count && !/^\d+$/.test(count.text())) {
		throw count.error(`holds "${count.text()}", which is no number. Export the file anew.`);
	}
	if (count && Number(count.text()) !== transfers.length) {
		throw count.error(
			`says that there are ${Number(count.text())} transfers, and there are ${transfers.length}. The file may have been cut or edited: export it anew.`,
		);
	}
	const control = part.maybe('CtrlSum');
	const sum = sumDecimals(transfers.map(({ amount }) => amount.value))!;
	if (control && !sameDecimal(control.text(), sum)) {
		throw control.error(
			`says that the amounts come to ${control.text()}, and they come to ${sum}. The file may have been cut or edited: export it anew.`,
		);
	}
}

/**
 * Each transfer has to be known by a reference of its own, however it is written, or the second would be
 * taken for the first.
 */
function checkReferences(transfers: Transfer[]): void {
	const seen = new Map<string, Transfer>();
	for (const transfer of transfers) {
		const key = keyOf(transfer.externalId);
		const first = seen.get(key);
		if (!first) {
			seen.set(key, transfer);
			continue;
		}
		const its = first.externalId === transfer.externalId ? '' : ` ("${first.externalId}")`;
		throw transfer.part.error(
			transfer.from === 'hash'
				? `is the same as the transfer in line ${first.part.line}: account, amount, receiver, remittance and date, and neither has an EndToEndId. If they are two payments, have an EndToEndId exported for each; else have one left out.`
				: `has the ${transfer.from} "${transfer.externalId}", as the transfer in line ${first.part.line} has${its}. If they are two payments, give each a reference of its own; else have one left out.`,
		);
	}
}
