import { CONTRACT } from './contract';
import type { Contract, OrderPart } from './contract';
import { InputError } from './errors';
import type { JsonObject } from './json';
import { valueAt, withValueAt } from './names';
import type { PaymentOrder } from './order';

/**
 * The request body of an order, for payments and drafts alike. Evidence: that of each name, see
 * `CONTRACT.body`; most are assumed.
 *
 * @throws InputError when `extra` holds a name that the body has already, however it is written
 */
export function bodyOf(
	order: PaymentOrder,
	{ body: names }: Pick<Contract, 'body'> = CONTRACT,
): JsonObject {
	const { extra = {}, ...own } = order;
	const parts = Object.entries(names) as Array<[OrderPart, string]>;
	let body: JsonObject = {};
	for (const [part, name] of parts) {
		const value = valueAt(own as unknown as JsonObject, part);
		if (value !== undefined && value !== '') body = withValueAt(body, name, value);
	}
	const taken = new Set([...Object.keys(body), ...corrected(names)].map(plain));
	// With points or brackets a name can be read as one that leads into another.
	const outermost = (name: string) => name.normalize('NFKC').split(/[.[]/)[0]!;
	const doubled = Object.keys(extra).find((name) =>
		[name, outermost(name)].some((one) => taken.has(plain(one))),
	);
	if (doubled !== undefined) {
		throw new InputError(
			'Body Fields (JSON)',
			`holds "${doubled}", which is filled in from the other fields of this form. Here names can only be added; take it out, and change the field of its own instead.`,
		);
	}
	return { ...body, ...extra };
}

/**
 * Of what stands elsewhere than we expect, the name that it has and the one that we know it by: added
 * under either it would be told twice.
 */
function corrected(names: Contract['body']): string[] {
	const parts = Object.entries(names).filter(([part, name]) => part !== name);
	return parts.flat().map((name) => name.split('.')[0]!);
}

// What one server takes for two names is one to another: externalId, ExternalID, external_id.
function plain(name: string): string {
	return name
		.normalize('NFKC')
		.replace(/[^\p{L}\p{N}]/gu, '')
		.toLowerCase();
}
