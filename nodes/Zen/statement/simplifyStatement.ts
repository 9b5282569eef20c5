import get from 'lodash/get';
import type { Json, JsonObject } from '../../zen-client';
import { flat } from '../../zen-n8n/simplify';
import type { Sums } from './entries';
import type { LeftOut } from './sortOut';

/**
 * A statement as one flat row. The sums are those in the account's own currency; what is in others, or
 * in no sum at all, stands in `notes`.
 *
 * @param statement as `exportStatement` tells it
 */
export function simplifyStatement(statement: JsonObject): JsonObject {
	const { accountNumber, currency, payments, accountId } = statement;
	const at = (path: string): Json | undefined => get(statement, path) as Json | undefined;
	const [own, ...others] = statement.sums as unknown as [Sums, ...Sums[]];
	const leftOut = statement.leftOut as unknown as LeftOut[];
	const notes = [
		...others.map(
			(sums) => `In ${sums.currency}: ${sums.in} in, ${sums.out} out, ${sums.fees} fees.`,
		),
		...leftOut.map(({ count, status, reason }) => `Left out: ${count} ${status}. ${reason}`),
		...(statement.notes as string[]),
	];
	return flat({
		accountNumber,
		currency,
		from: at('period.from'),
		to: at('period.to'),
		payments,
		in: own.in,
		out: own.out,
		fees: own.fees,
		openingBalance: at('balances.opening.value'),
		closingBalance: at('balances.closing.value'),
		notes: notes.join(' '),
		accountId,
	});
}
