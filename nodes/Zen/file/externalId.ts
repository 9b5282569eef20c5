import { createHash } from 'crypto';
import { refusalOf } from '../../zen-n8n/payingText';
import type { Part } from './Part';

/** By what a transfer is known again when it comes once more. */
export interface Reference {
	externalId: string;
	from: 'EndToEndId' | 'InstrId' | 'hash';
}

/** What banks and programs write where they have no reference. */
const NONE = /^(?:NOT ?PROVIDED|NONREF)$/i;
// A shorter one may stand in any reference by chance.
const LEAST_NAME = 4;

/**
 * The reference of a transfer: its EndToEndId, else its InstrId, else a hash of what makes it the
 * payment that it is. An InstrId that is made of the file's own name changes whenever the file is
 * exported again, and would let it be paid twice: it is passed over.
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
	if (instruction && isGiven(instruction) && !isMadeOf(names, instruction.text())) {
		return { externalId: checked(instruction), from: 'InstrId' };
	}
	const hash = createHash('sha256').update(JSON.stringify(features)).digest('hex');
	// As long as an EndToEndId may be, so that statements can hold it.
	return { externalId: `FILE-${hash.slice(0, 30)}`, from: 'hash' };
}

/** Whether a reference holds a name that another export of the same payments would not have. */
export function isMadeOf(names: string[], reference: string): boolean {
	return names.some((name) => name.length >= LEAST_NAME && reference.includes(name));
}

function isGiven(part: Part): boolean {
	return !NONE.test(part.text());
}

function checked(part: Part): string {
	const text = part.text();
	const refusal = refusalOf(text, 'reference');
	if (refusal) throw part.error(refusal);
	return text;
}
