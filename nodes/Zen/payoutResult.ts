import type { IDataObject } from 'n8n-workflow';
import type { Sent } from '../zen-payout';
import type { Result } from './operation';

/** A payment that ended well, as the node puts it out. */
export function toResult({ kind, outcome, externalId, id, status, raw, message }: Sent): Result {
	const made = (raw as IDataObject | undefined) ?? null;
	const what =
		kind === 'draft'
			? { draftId: id ?? null, status: status ?? null, draft: made }
			: { paymentId: id ?? null, status: status ?? null, payment: made };
	return { json: { outcome, externalId, ...what, ...(message !== undefined && { message }) } };
}
