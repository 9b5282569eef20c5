import isEqual from 'lodash/isEqual';
import type { IExecuteFunctions } from 'n8n-workflow';
import pLimit from 'p-limit';
import { InputError, isExpression } from '../zen-client';
import type { Stored } from '../zen-client';

const TYPE = 'zenApi';
// They wait for n8n's database in between.
const AT_ONCE = 8;

/**
 * Finds the items that would be sent with another credential than the one of the run: n8n resolves
 * expressions in a credential for each item, and a run has one connection to ZEN.
 *
 * n8n reads its database and decrypts each time: 1.4 to 6 ms were measured in n8n 2.41.1, where a
 * payment takes 7 ms of its own. So it is asked item by item only where the credential holds
 * expressions.
 *
 * @param credential the one that the run uses
 * @param stored the same as n8n stores it; `undefined` where n8n does not show it
 * @param indexes of the items that write
 * @returns what is wrong with single items, by their index
 */
export async function otherCredentials(
	context: IExecuteFunctions,
	credential: object,
	stored: Stored | undefined,
	indexes: number[],
): Promise<Map<number, Error>> {
	const found = new Map<number, Error>();
	const others = indexes.filter((index) => index !== 0);
	if (stored && !Object.values(stored).some(isExpression)) return found;
	const limit = pLimit(AT_ONCE);
	const compare = async (index: number) => {
		try {
			const own = await context.getCredentials(TYPE, index);
			if (!isEqual(own, credential)) found.set(index, anotherOne());
		} catch (error) {
			found.set(index, error as Error);
		}
	};
	await Promise.all(others.map(async (index) => await limit(() => compare(index))));
	return found;
}

function anotherOne(): InputError {
	return new InputError(
		'The ZEN API credential',
		'holds an expression that yields something else for this item than for the first one. What is sent in one run goes out with one credential: take the expression out, or give the node one item at a time with Loop Over Items.',
	);
}
