import type { Entry } from '../zen-client';
import type { LedgerError } from './ledger';
import { referenceOf } from './Lists';
import { compare } from './match';
import type { Payout } from './Payout';

// What a person should know of a payment that ended well.

export function notNoted({ message }: LedgerError): string {
	return `It was accepted, but this could not be noted: ${message}. When this reference comes again it is looked for at ZEN`;
}

export function titleNote(payout: Payout, entry: Entry): string | undefined {
	if (compare(payout, entry).title !== 'differs') return undefined;
	return `ZEN has it under the title "${entry.title}", not "${payout.order.title}"`;
}

export function acceptedNote({ kind, key }: Payout, entry: Entry): string | undefined {
	if (entry.kind === kind) return undefined;
	if (referenceOf(entry) === key) return `The draft was accepted and is payment ${entry.id} by now`;
	return `The draft is not listed any more. Payment ${entry.id}, which has its sum, receiver and title, may be what became of it: compare the two in the ZEN portal`;
}
