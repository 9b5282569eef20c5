import get from 'lodash/get';
import isEqual from 'lodash/isEqual';
import type { IExecuteFunctions, IWorkflowExecuteAdditionalData as Held } from 'n8n-workflow';
import pLimit from 'p-limit';
import { InputError } from '../zen-client';

const TYPE = 'zenApi';
// They wait for n8n's database in between.
const AT_ONCE = 8;

/**
 * Finds the items that would be sent with another credential than the one of the run: n8n resolves
 * expressions in a credential for each item, and a run has one connection to ZEN.
 *
 * n8n reads its database and decrypts each time: 1.4 to 6 ms were measured in n8n 2.41.1, where a
 * payment takes 7 ms of its own. So it is asked item by item only where the credential holds
 * expressions, which one reading tells.
 *
 * @param credential the one that the run uses
 * @param indexes of the items that write
 * @returns what is wrong with single items, by their index
 */
export async function otherCredentials(
	context: IExecuteFunctions,
	credential: object,
	indexes: number[],
): Promise<Map<number, Error>> {
	const found = new Map<number, Error>();
	const others = indexes.filter((index) => index !== 0);
	if (others.length === 0 || !(await mayDiffer(context))) return found;
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

/**
 * Whether the credential holds expressions, as n8n stores it. What reads that is private to n8n's
 * context: where it is not as in 2.8.4 and 2.41.1, the answer is yes.
 */
async function mayDiffer(context: IExecuteFunctions): Promise<boolean> {
	const held = get(context as object, 'additionalData') as Held | undefined;
	const helper = held?.credentialsHelper;
	const reference = context.getNode().credentials?.[TYPE];
	if (!held || !helper || !reference) return true;
	try {
		const mode = context.getMode();
		const stored = await helper.getDecrypted(held, reference, TYPE, mode, undefined, true);
		return Object.values(stored).some((value) => String(value).startsWith('='));
	} catch {
		return true;
	}
}

function anotherOne(): InputError {
	return new InputError(
		'The ZEN API credential',
		'holds an expression that yields something else for this item than for the first one. What is sent in one run goes out with one credential: take the expression out, or give the node one item at a time with Loop Over Items.',
	);
}
