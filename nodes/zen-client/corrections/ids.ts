import { CONTRACT } from '../contract';
import { isIdForm, KNOWN_IDS } from '../ids';
import type { IdForms } from '../ids';
import { quoted, wrong } from './wrong';

/**
 * How ZEN writes its IDs. It is one of the forms that are known, so that none leads out of its place in a path.
 *
 * @param corrected by what has them; drafts are like payments unless they are told
 * @throws InputError
 */
export function correctedIds(corrected: Partial<IdForms> = {}): IdForms {
	for (const [kind, form] of Object.entries(corrected)) {
		if (isIdForm(form)) continue;
		throw wrong(
			['ids', kind],
			`is ${quoted(form)}, which is no form of an ID that is known. Known are ${KNOWN_IDS.join(', ')}, in capitals where IDs have such, after at most 16 letters, digits, - or _, as N{HEX}.`,
		);
	}
	if (Object.keys(corrected).length === 0) return CONTRACT.ids;
	const { payment } = corrected;
	return { ...CONTRACT.ids, ...(payment !== undefined && { draft: payment }), ...corrected };
}
