import { NodeApiError, NodeError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';
import { CredentialError, Explained, InputError, ZenError } from '../zen-client';
import { failureOf } from './failure';

/**
 * Our errors as n8n shows them: the message on top, the way on as its description.
 *
 * @param more further lines for the description
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
	more = '',
): (NodeApiError | NodeOperationError) & { httpCode?: string | null } {
	if (error instanceof ZenError) {
		const { message } = error;
		const apiError = new NodeApiError(
			node,
			// A plain object without a code: n8n replaces messages of errors whose code it knows, and
			// for a payment "You can retry the request immediately" would be wrong.
			{ message },
			{
				message,
				description: lines(error.remedy, more),
				httpCode: error.status === undefined ? undefined : String(error.status),
				itemIndex,
				failure: failureOf(error),
			},
		);
		// ZEN's own words may hold such a code as well.
		apiError.message = message;
		return apiError;
	}
	if (error instanceof NodeError) {
		error.context.itemIndex ??= itemIndex;
		return error as NodeOperationError;
	}
	const known = [InputError, CredentialError, Explained].some((kind) => error instanceof kind);
	const message = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(node, known ? message : (error as Error), {
		message,
		description: lines(remedyOf(error), more),
		itemIndex,
		failure: failureOf(error),
	});
}

function remedyOf(error: unknown): string {
	return error instanceof Explained ? error.remedy : '';
}

function lines(...parts: string[]): string | undefined {
	return parts.filter(Boolean).join('\n\n') || undefined;
}
