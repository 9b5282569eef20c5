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

/**
 * The reference of a transfer: its EndToEndId, else its InstrId, else a hash of what makes it the
 * payment that it is. None of them changes when the file is exported again under another message ID.
 *
 * @param ids the element PmtId
 * @param features debtor's account, amount, currency, creditor's account, remittance and date
 * @throws InputError for one that only a program writes, such as "undefined"
 */
export function referenceOf(ids: Part, features: string[]): Reference {
	for (const from of ['EndToEndId', 'InstrId'] as const) {
		const part = from === 'EndToEndId' ? ids.one(from) : ids.maybe(from);
		const text = part?.text() ?? '';
		if (text === '' || NONE.test(text)) continue;
		const refusal = refusalOf(text, 'reference');
		if (refusal) throw part!.error(refusal);
		ids.skip('InstrId');
		return { externalId: text, from };
	}
	const hash = createHash('sha256').update(JSON.stringify(features)).digest('hex');
	// As long as an EndToEndId may be, so that statements can hold it.
	return { externalId: `FILE-${hash.slice(0, 30)}`, from: 'hash' };
}
