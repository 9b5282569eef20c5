import { ZenError } from '../zen-client';
import type { Entry } from '../zen-client';
import { PayoutError } from './outcomes';
import type { Found } from './Doubt';
import type { NotPaid } from './outcomes';
import { detailsOf, nameOf } from './Payout';
import type { Payout } from './Payout';

type Named = Pick<Payout, 'kind' | 'order'>;

/** The ids and the status of an entry, for an error. */
export function told(entry?: Entry): Pick<NotPaid, 'paymentId' | 'draftId' | 'status'> {
	if (!entry) return {};
	const { kind, id, status } = entry;
	return { ...(kind === 'draft' ? { draftId: id } : { paymentId: id }), status };
}

/** Says what stands under the same External ID, as far as it can be told. */
export function otherPayment(payout: Named, before: Entry | string): PayoutError {
	const entry = typeof before === 'string' ? undefined : before;
	const what = typeof before === 'string' ? before : inWords(before);
	return new PayoutError(
		`External ID "${payout.order.externalId}" was used before for another payment: ${what}. This one was not sent: ${detailsOf(payout)}`,
		{
			outcome: 'notSent',
			reason: 'otherPayment',
			...told(entry),
			remedy: `If these are two payments, give this one an External ID of its own, such as supplier and invoice number: invoice numbers are unique for each supplier only. ${ofTheSame(payout, entry)}`,
		},
	);
}

/** A payment under no reference that could be this one. */
export function possibleDuplicate(payout: Named, entry: Entry): PayoutError {
	return new PayoutError(
		`${capital(nameOf(payout))} was not sent, since ZEN already lists a ${entry.kind} that could be the same: ${inWords(entry)}`,
		{
			outcome: 'notSent',
			reason: 'possibleDuplicate',
			...told(entry),
			remedy: `Compare the two in the ZEN portal: ${detailsOf(payout)}. If they are one, ${entry.state === 'rejected' ? 'ZEN rejected it: to pay after all, send it under a new External ID' : 'it was sent before and nothing is to be done'}. If they are two payments, run this item again with Not the Same As in Options set to ${entry.id ?? 'the ID of that payment'}, or give this one ${ownName(entry)} of its own.`,
		},
	);
}

/** So much time went by since it was claimed that it is not sent any more. */
export function tooLate(payout: Named): PayoutError {
	return new PayoutError(
		`${capital(nameOf(payout))} was not sent: n8n stood still for a while just before, and another execution may have taken it over meanwhile`,
		{ outcome: 'notSent', reason: 'memory', remedy: 'Run this again.' },
	);
}

/**
 * ZEN rejected it.
 *
 * @param when it was sent: `now`, `before` as the memory knows, or `unknown` to the memory
 */
export function rejected(
	payout: Named,
	entry: Entry,
	when: 'now' | 'before' | 'unsure' | 'unknown',
): PayoutError {
	const canGoAgain = payout.kind === 'payment' && when !== 'unknown' && when !== 'unsure';
	const unsure =
		'Send Rejected Again did not send it, since ZEN lists something else that could be it. ';
	return new PayoutError(
		`ZEN rejected ${nameOf(payout)}${when === 'now' ? '' : ', which was sent before. It was not sent again'}`,
		{
			outcome: 'rejected',
			...told(entry),
			remedy: `${when === 'unsure' ? unsure : ''}Look in the ZEN portal for the cause. To pay after all, correct it and ${canGoAgain ? 'switch on Send Rejected Again in Options, or ' : ''}send it under a new External ID.`,
		},
	);
}

/** ZEN lists it under a status that is not known here and may mean that nothing came of it. */
export function saidNo(payout: Named, entry: Entry, when: 'now' | 'before'): PayoutError {
	const name = nameOf(payout);
	const listed = `ZEN lists it with the status "${entry.status}"`;
	return new PayoutError(
		when === 'now'
			? `ZEN took ${name}, and now ${listed}`
			: `${capital(name)} was sent before, and ${listed}. It was not sent now`,
		{
			outcome: when === 'now' ? 'unknown' : 'unresolved',
			...told(entry),
			remedy:
				'What that status means is not known here. Look in the ZEN portal what became of it; if nothing did, send it under a new External ID.',
		},
	);
}

/** It was tried before, and it is not known what became of it. */
export function unresolved(payout: Named, why: string): PayoutError {
	return new PayoutError(
		`${capital(nameOf(payout))} was tried before, and what became of it is not known. It was not sent now`,
		{ outcome: 'unresolved', remedy: why },
	);
}

/** ZEN took it in an earlier run, and does not list it. */
export function missing(payout: Named): PayoutError {
	return new PayoutError(
		`${capital(nameOf(payout))} was sent before, but ZEN's complete list does not show it any more. It was not sent now`,
		{
			outcome: 'unresolved',
			reason: 'missing',
			remedy: `If it was sent within the last minutes, run this again later: lists may lag behind. Else look in the ZEN portal${payout.kind === 'draft' ? ', since a draft may have been deleted' : ''}: only when it is not there, and still wanted, send it under a new External ID.`,
		},
	);
}

/** What a person is to do about a payment in doubt. */
export function compareRemedy(payout: Named & { sendAgainAfterMs?: number }): string {
	const list = payout.kind === 'draft' ? 'Draft → Get Many' : 'Payment → Get Many';
	return `Compare with the ZEN portal or with ${list}: ${detailsOf(payout)}. Once you are sure that it is not there, send it under a new External ID${payout.sendAgainAfterMs === undefined ? ', or switch on Send Again When Not Found' : ''}.`;
}

/** How to go on when both are meant to pay the same thing. */
function ofTheSame({ kind }: Named, before?: Entry): string {
	return kind === 'payment' && before?.state === 'rejected'
		? 'If this one is to go out in the place of the one that ZEN rejected, switch on Send Rejected Again in Options.'
		: 'If both pay the same thing, it was dealt with before: compare them in the ZEN portal.';
}

/** What would tell a payment from an entry. */
function ownName({ externalId }: Entry): string {
	return externalId ? 'an External ID' : 'a title';
}

function capital(text: string): string {
	return text.replace(/^./, (letter) => letter.toUpperCase());
}

/** The user stopped the execution. */
export function cancelled(): ZenError {
	return new ZenError('The execution was cancelled before this was sent again', {
		outcome: 'unknown',
		remedy: 'Run it again: it is looked for at ZEN first.',
	});
}

/** What a look for a payment that was tried before has seen. */
export function whatWasSeen(found: Found): string {
	if (found.found === 'unclear') {
		const ids = found.entries.map(({ id }) => id ?? 'one without an ID').slice(0, 5);
		return `What ZEN lists could be it, but is not certain to be: ${ids.join(', ')}.`;
	}
	if (found.found === 'one' || found.found === 'rejected') return 'Meanwhile ZEN shows more of it.';
	if (found.found === 'none' && found.isComplete) {
		return 'Nothing at ZEN matches it; what was sent a moment ago may not show yet.';
	}
	const why = found.found === 'none' && found.why ? `: ${found.why}` : '';
	return `Nothing at ZEN matches it, but not everything that could match was seen${why}.`;
}

export function inWords({
	kind,
	id,
	amount,
	receiverAccountNumber,
	title,
	createdAt,
	status,
}: Entry): string {
	const parts = [
		amount && `${amount.value} ${amount.currency}`,
		receiverAccountNumber && `to ${receiverAccountNumber}`,
		title && `"${title}"`,
		createdAt !== undefined && `of ${new Date(createdAt).toISOString().slice(0, 10)}`,
		status && `(${status})`,
	].filter(Boolean);
	return `${kind} ${id ?? 'without an ID'}${parts.length > 0 ? `, ${parts.join(' ')}` : ''}`;
}
