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
			remedy:
				'If these are two payments, give this one an External ID of its own, such as supplier and invoice number: invoice numbers are unique for each supplier only. If it is the same one, it was dealt with before: compare it in the ZEN portal.',
		},
	);
}

/** A payment under no reference that could be this one. */
export function possibleDuplicate(payout: Named, entry: Entry): PayoutError {
	return new PayoutError(
		`ZEN lists a ${entry.kind} that could be ${nameOf(payout)} already, so it was not sent: ${inWords(entry)}`,
		{
			outcome: 'notSent',
			reason: 'possibleDuplicate',
			...told(entry),
			remedy: `Compare the two in the ZEN portal: ${detailsOf(payout)}. If they are two payments, run this item again with Not the Same As in Options set to ${entry.id ?? 'the ID of that payment'}, or give this one a title of its own.`,
		},
	);
}

/** So much time went by since it was claimed that it is not sent any more. */
export function tooLate(payout: Named): PayoutError {
	return new PayoutError(
		`${nameOf(payout)} was not sent: this n8n stood still for a while, so that another execution may have taken it over`,
		{ outcome: 'notSent', reason: 'memory', remedy: 'Run it again.' },
	);
}

/** ZEN rejected it. */
export function rejected(payout: Named, entry: Entry, isNow: boolean): PayoutError {
	return new PayoutError(
		`ZEN rejected ${nameOf(payout)}${isNow ? '' : ', which was sent before. It was not sent again'}`,
		{
			outcome: 'rejected',
			...told(entry),
			remedy:
				'Look in the ZEN portal for the cause. To pay after all, correct the payment and switch on Send Rejected Again in Options, or send it under a new External ID.',
		},
	);
}

/** It was tried before, and it is not known what became of it. */
export function unresolved(payout: Named, why: string, more: Partial<NotPaid> = {}): PayoutError {
	return new PayoutError(
		`${nameOf(payout).replace(/^./, (letter) => letter.toUpperCase())} was tried before, and what became of it is not known. It was not sent now`,
		{ outcome: 'unresolved', remedy: why, ...more },
	);
}

/** What a person is to do about a payment in doubt. */
export function compareRemedy(payout: Named): string {
	const list = payout.kind === 'draft' ? 'Draft → Get Many' : 'History → Get Many';
	return `Compare with the ZEN portal or with ${list}: ${detailsOf(payout)}. Once you are sure that it is not there, send it under a new External ID, or switch on Send Again When Not Found.`;
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

function inWords({
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
