import pick from 'lodash/pick';
import type { IDataObject } from 'n8n-workflow';
import type { JsonObject } from '../zen-client';
import type { Sent } from '../zen-payout';
import type { Shape } from './fields/output';
import type { Result } from './operation';

/** A payment that ended well, with all that ZEN told of it. */
export function toResult({ kind, outcome, externalId, id, status, raw, message }: Sent): Result {
	const made = (raw as IDataObject | undefined) ?? null;
	const what =
		kind === 'draft'
			? { draftId: id ?? null, status: status ?? null, draft: made }
			: { paymentId: id ?? null, status: status ?? null, payment: made };
	return { json: { outcome, externalId, ...what, ...(message !== undefined && { message }) } };
}

const ALWAYS = ['outcome', 'reason', 'externalId', 'paymentId', 'draftId', 'status'];

/** As it is put out. Whatever fields are chosen, what became of the payment is among them. */
export function putOut(json: IDataObject, shape: Shape): IDataObject {
	const shaped = shape(json as JsonObject) as IDataObject;
	const missing = ALWAYS.filter((name) => name in json && !(name in shaped));
	return { ...pick(json, missing), ...shaped };
}
