import { createHash } from 'crypto';
import { refusalOf } from '../../zen-n8n/payingText';
import { saysNone } from '../fields/saysNone';
import type { Part } from './Part';

/** By what a transfer is known again when it comes once more. */
export interface Reference {
	externalId: string;
	from: 'EndToEndId' | 'InstrId' | 'hash';
}

// A shorter one may stand in any reference by chance.
const LEAST_NAME = 4;
// Where a name was cut to make room for a counter, so much of it is left: of the 35 characters that an
// ID may have, some are dashes.
const LEAST_OF_CUT = 20;
// Of 24 digits drawn by lot hardly any have fewer changes between letters and figures.
const LEAST_CHANGES = 5;

/**
 * The reference of a transfer: its EndToEndId, else its InstrId, else a hash of what makes it the
 * payment that it is. An InstrId that is made of the file's own name, or drawn by lot, changes whenever
 * the file is exported again, and would let it be paid twice: it is passed over.
 *
 * @param ids the element PmtId
 * @param names of the file and the group: MsgId and PmtInfId
 * @param features debtor's account, amount, currency, creditor's account, remittance and date
 * @throws InputError for one that only a program writes, such as "undefined"
 */
export function referenceOf(ids: Part, names: string[], features: string[]): Reference {
	const endToEnd = ids.one('EndToEndId');
	const instruction = ids.maybe('InstrId');
	if (isGiven(endToEnd)) return { externalId: checked(endToEnd), from: 'EndToEndId' };
	const changes = (text: string) => isMadeOf(names, text) || isDrawn(text);
	if (instruction && isGiven(instruction) && !changes(instruction.text())) {
		return { externalId: checked(instruction), from: 'InstrId' };
	}
	const hash = createHash('sha256').update(JSON.stringify(features)).digest('hex');
	// As long as an EndToEndId may be, so that statements can hold it.
	return { externalId: `FILE-${hash.slice(0, 30)}`, from: 'hash' };
}

/**
 * Whether a reference holds a name that another export of the same payments would not have: in any case,
 * without the signs in it, also cut off with something else behind it.
 */
export function isMadeOf(names: string[], reference: string): boolean {
	const plain = plainId(reference);
	return names
		.filter((name) => !saysNone(name))
		.map(plainId)
		.some((name) => name.length >= LEAST_NAME && plain.includes(name.slice(0, LEAST_OF_CUT)));
}

/** Whether a program drew it by lot, such as a UUID: in what people count up letters stand before or behind. */
export function isDrawn(reference: string): boolean {
	const [digits = ''] = /[0-9A-F]{24,}/.exec(plainId(reference)) ?? [];
	const changes = digits.match(/(?<=\d)[A-F]|(?<=[A-F])\d/g) ?? [];
	return changes.length >= LEAST_CHANGES;
}

function plainId(id: string): string {
	return id.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function isGiven(part: Part): boolean {
	return !saysNone(part.text());
}

function checked(part: Part): string {
	const text = part.text();
	const refusal = refusalOf(text, 'reference');
	if (refusal) throw part.error(refusal);
	return text;
}
