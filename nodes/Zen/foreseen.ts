import type { IDataObject } from 'n8n-workflow';
import type { Foreseen, Payout, Sent } from '../zen-payout';
import { costOf, NO_COST } from './cost';
import type { Run } from './operation';
import { sessionOf } from './payoutSessions';

/**
 * What is told of a payment or draft that was checked and not sent, fee and balance afterwards included. To
 * be asked in the order in which they would be sent.
 *
 * @throws what the run would throw of it
 */
export async function foreseenOf(run: Run, payout: Payout): Promise<IDataObject> {
	const session = sessionOf(run);
	const foreseen = await session.foresee(payout);
	const isNew = foreseen.how === 'toSend';
	const { words, isOutside, ...fee } = isNew ? await costOf(run, payout.order) : NO_COST;
	const left = isNew && !isOutside ? session.leftAfter(payout) : undefined;
	const would = isOutside
		? 'By what ZEN tells it would be refused.'
		: whatWouldBe(payout, foreseen);
	return {
		reason: isOutside ? 'notOffered' : foreseen.how,
		...fee,
		balanceAfter: left ?? null,
		message: ['Checked, and nothing was sent.', would, words].filter(Boolean).join(' '),
	};
}

function whatWouldBe(payout: Payout, { how, sent }: Foreseen): string {
	if (sent) return whatWas(sent);
	if (how === 'toSend') return `It would be ${payout.kind === 'draft' ? 'saved' : 'sent'}.`;
	return 'It was tried before: it would be looked for at ZEN once more after a wait, and sent again if nothing there speaks against it.';
}

function whatWas({ kind, id, status = 'status not told', message = '' }: Sent): string {
	const where = id === undefined ? 'It was sent before' : `ZEN has it as ${kind} ${id} (${status})`;
	const more = message.replace(/([^.])$/, '$1.');
	return `${where}, so it would not be sent again. ${more}`.trim();
}
