import { LONGEST, MoneyError, only, parseAmount, quoted, refusalOfLength } from '../../zen-client';
import type { Money } from '../../zen-client';
import { refusalOf } from '../../zen-n8n/payingText';
import { readCreditor } from './creditor';
import type { Creditor } from './creditor';
import { referenceOf } from './externalId';
import type { Reference } from './externalId';
import { cannotCarry, leaveOut } from './leftOut';
import type { Part } from './Part';
import { readRemittance } from './remittance';

/** What a group of transfers has in common. */
export interface Group {
	/** Of the file. */
	messageId: string;
	id: string;
	/** `yyyy-MM-dd` */
	executionDate: string;
	debtor: Debtor;
	chargeBearer?: Part;
	/** What of the file and the group had to be left out. */
	leftOut: string[];
}

/** The account to pay from, as the file names it. */
export interface Debtor {
	iban: string;
	/** Empty where the file does not tell the currency of the account. */
	currency: string;
	part: Part;
}

/** One credit transfer, ready to be paid. */
export interface Transfer extends Reference, Creditor {
	group: Group;
	amount: Money;
	/** As the file writes it, for sums. */
	written: string;
	title: string;
	/** Empty where it is left to ZEN. */
	chargeType: string;
	purposeCode: string;
	ids: { endToEndId: string; instructionId: string; uetr: string };
	/** Where it stands. */
	part: Part;
	amountPart: Part;
}

/** What ZEN is told for each of ISO's charge bearers that can be told it. */
const CHARGE_TYPES: Record<string, string> = {
	// Shared, as SEPA and its like have it anyway.
	SLEV: '',
	SHAR: 'SHA',
	DEBT: 'OUR',
};

/** As XML has decimals, without the forms that leave out a digit or write a plus. */
const DECIMAL = /^(-?\d+)(?:\.(\d+))?$/;

/**
 * Reads one CdtTrfTxInf.
 *
 * @throws InputError for the first thing that cannot be paid as it stands
 */
export function readTransfer(part: Part, group: Group): Transfer {
	const { amount, written, amountPart } = readAmount(part.one('Amt'));
	const creditor = readCreditor(part);
	const remittance = readRemittance(part.maybe('RmtInf'));
	const ids = part.one('PmtId');
	const told = {
		endToEndId: ids.one('EndToEndId').text(),
		instructionId: ids.textOf('InstrId'),
		uetr: ids.textOf('UETR'),
	};
	const features = [
		group.debtor.iban,
		amount.value,
		amount.currency,
		creditor.receiverAccountNumber,
		remittance.title,
		group.executionDate,
	];
	const reference = referenceOf(ids, [group.messageId, group.id], features);
	const purpose = readPurpose(part.maybe('Purp'));
	const leftOut = [
		...group.leftOut,
		...readPaymentType(part.maybe('PmtTpInf')),
		...creditor.leftOut,
		...remittance.leftOut,
		...purpose.leftOut,
	];
	const transfer = {
		...reference,
		...creditor,
		group,
		amount,
		written,
		title: titleOf(remittance.title, reference, part),
		chargeType: chargeTypeOf(part.maybe('ChrgBr') ?? group.chargeBearer),
		purposeCode: purpose.code,
		ids: told,
		part,
		amountPart,
		leftOut,
	};
	const unread = part.unread();
	if (unread) throw cannotCarry(unread);
	return transfer;
}

/** Takes notice of how urgent transfers are and of which kind, which the channel in Create says. */
export function readPaymentType(part: Part | undefined): string[] {
	if (!part) return [];
	const told = leaveOut(part, 'InstrPrty', 'SvcLvl', 'LclInstrm', 'CtgyPurp');
	// What payments are anyway.
	return told.filter((one) => one !== 'InstrPrty NORM' && one !== 'SvcLvl SEPA');
}

function readAmount(part: Part) {
	const equivalent = part.maybe('EqvtAmt');
	if (equivalent) throw cannotCarry(equivalent);
	const amountPart = part.one('InstdAmt');
	const currency = amountPart.attribute('Ccy');
	if (!currency || !/^[A-Z]{3}$/.test(currency)) {
		throw amountPart.error(
			'has no Ccy of three capital letters, the currency. Export the file anew.',
		);
	}
	const written = amountPart.text();
	const [, whole, fraction = ''] = DECIMAL.exec(written) ?? [];
	if (whole === undefined) {
		throw amountPart.error(
			`holds ${quoted(written)}, which is no decimal amount of a payment file: digits, and where there are decimals one point and digits, such as 1234.50. Have it exported so.`,
		);
	}
	// In XML a point is never one that divides thousands: 1.500 is 1.50.
	const significant = fraction.replace(/0+$/, '');
	const plain = significant === '' ? whole : `${whole}.${significant}`;
	try {
		return { amount: parseAmount(plain, currency), written, amountPart };
	} catch (error) {
		const { message } = only(MoneyError, error);
		throw amountPart.error(message.replace(`holds ${plain}`, () => `holds ${written}`));
	}
}

function chargeTypeOf(part: Part | undefined): string {
	const bearer = part?.text() ?? 'SLEV';
	const found = Object.hasOwn(CHARGE_TYPES, bearer) ? CHARGE_TYPES[bearer] : undefined;
	if (found !== undefined) return found;
	throw part!.error(
		`is ${bearer}. Of who bears the fees ZEN is only known to take that they are shared (SHAR, SLEV) and that the payer bears them (DEBT). Have the file exported with one of these.`,
	);
}

function readPurpose(part: Part | undefined): { code: string; leftOut: string[] } {
	return { code: part?.textOf('Cd') ?? '', leftOut: leaveOut(part, 'Prtry') };
}

function titleOf(told: string, { externalId, from }: Reference, part: Part): string {
	if (told === '' && from !== 'hash') return externalId;
	const information = part.maybe('RmtInf') ?? part;
	const refusal = refusalOf(told, 'note') ?? refusalOfLength(told, LONGEST.text);
	if (refusal === undefined) return told;
	if (told !== '') throw information.error(refusal);
	throw part.error(
		'has no remittance information and no reference, so that there is nothing to tell the receiver. Have one of them exported: Ustrd, a structured reference or EndToEndId.',
	);
}
