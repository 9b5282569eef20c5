import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { failureOf } from '../zen-n8n/failure';
import { toNodeError } from '../zen-n8n/nodeErrors';
import { InputError } from '../zen-client';

/** An error as n8n shows it. A trigger has no items, so none is spoken of. */
export function triggerError(node: INode, error: unknown) {
	if (error instanceof InputError) {
		return new NodeOperationError(node, error.message, { failure: failureOf(error) });
	}
	return toNodeError(node, error);
}
