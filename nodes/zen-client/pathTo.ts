import type { Contract, PathName } from './contract';
import { ZenError } from './errors';
import { idsOf, readId } from './ids';
import type { IdKind } from './ids';
import { quoted } from './lengths';

/** The paths in which an ID stands, and of what. */
export const ID_IN = {
	account: 'account',
	payment: 'payment',
	confirmation: 'payment',
	draft: 'draft',
	deleteDraft: 'draft',
} as const satisfies Partial<Record<PathName, IdKind>>;

/**
 * A path with its variable part filled in. Only an ID of ZEN's form gets there, in ZEN's writing: whatever
 * else is put there, however it is encoded, may lead to something else.
 *
 * @throws ZenError
 */
export function pathTo(
	{ paths, ids }: Pick<Contract, 'paths' | 'ids'>,
	name: keyof typeof ID_IN,
	id: string,
): string {
	const kind = ID_IN[name];
	const own = readId(ids[kind], id);
	if (own !== undefined) return paths[name].replace('{id}', () => encodeURIComponent(own));
	throw new ZenError(`ZEN was not asked for ${kind} ${quoted(id)}, which is no ID of ZEN's`, {
		outcome: 'notSent',
		fault: 'configuration',
		remedy: `Expected is ${idsOf(ids).expected(kind)}. Where ZEN's IDs have another form, write it into Contract Corrections (JSON) of the ZEN API credential, under ids.`,
	});
}
