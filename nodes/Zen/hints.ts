import type { IDataObject, NodeExecutionHint } from 'n8n-workflow';
import type { Connection } from '../zen-client';
import { endsSoon } from '../zen-n8n/certificateEnds';

interface Kind {
	is(item: IDataObject): boolean;
	one: string;
	many: string;
	/** What to do, whether it is one or many. */
	remedy: string;
}

const KINDS: Kind[] = [
	{
		is: ({ outcome }) => outcome === 'unknown',
		one: '1 item was sent, but no answer tells what became of it',
		many: 'items were sent, but no answers tell what became of them',
		remedy:
			'(outcome "unknown"). Do not pay in another way meanwhile. Run this again: it is looked for at ZEN, and not simply sent again. With Memory off, compare with the ZEN portal first.',
	},
	{
		is: ({ outcome }) => outcome === 'unresolved',
		one: '1 item was tried before, and what became of it is still not known. It was not sent again',
		many: 'items were tried before, and what became of them is still not known. They were not sent again',
		remedy:
			'(outcome "unresolved"). Compare with the ZEN portal; what to look for stands with each item.',
	},
	{
		is: ({ outcome, reason }) => outcome === 'notSent' && reason === 'possibleDuplicate',
		one: '1 payment was not sent, since ZEN has one already that could be the same',
		many: 'payments were not sent, since ZEN has payments already that could be the same',
		remedy:
			'(reason "possibleDuplicate"). Compare with the payment that each item names. If it is the same one, it was sent before and nothing is to be done. If it is another one, run that item again with the ID of the one at ZEN in Not the Same As, in Options.',
	},
];

/**
 * What a person has to see to after a run, one hint for each kind of it. n8n shows them above the
 * output, also of an execution that is looked at later.
 *
 * @param items the JSON of what comes out; an item for the error output holds it under `error`
 * @param notices of the run as a whole
 */
export function hintsOn(
	items: IDataObject[],
	...notices: Array<string | undefined>
): NodeExecutionHint[] {
	const told = items.map((item) => ({ ...item, ...(item.error as IDataObject | undefined) }));
	const messages = KINDS.flatMap(({ is, one, many, remedy }) => {
		const count = told.filter(is).length;
		if (count === 0) return [];
		return [`${count === 1 ? one : `${count} ${many}`} ${remedy}`];
	});
	return [...messages, ...notices.filter((notice) => notice !== undefined)].map((message) => ({
		message,
		type: 'warning',
		location: 'outputPane',
	}));
}

/** That the client certificate ends soon, since from then on nothing can be read or sent. */
export function certificateNotice({ certificate }: Pick<Connection, 'certificate'>) {
	const soon = endsSoon(certificate);
	if (soon === undefined) return undefined;
	return `The client certificate in the ZEN API credential ends ${soon}. Put a new one in its place before that day: after it, nothing can be read from ZEN or sent to it.`;
}
