import get from 'lodash/get';
import type { Egress } from '../zen-client';

// What is there and cannot be used is no leave to go anywhere.
const UNREADABLE = 'it could not be asked, so this package is too old for it or too new';

/**
 * n8n's guard against requests to internal addresses, for a transport that is not n8n's own.
 *
 * Evidence: n8n-core and @n8n/backend-network of n8n 2.41.1. Every context has it there but that of a
 * credential test. Where the guard is switched off, n8n hands out one that lets everything pass, and
 * did not hand out any at first; older ones have no such helper.
 *
 * @returns undefined where there is none
 */
export function egressOf(context: object): Egress | undefined {
	const helpers: unknown = get(context, 'helpers');
	const make: unknown = get(helpers, 'getSecureEgressFilter');
	if (typeof make !== 'function') return undefined;
	const filter: unknown = make.call(helpers);
	if (filter === undefined || filter === null) return undefined;
	const validate: unknown = get(filter, 'validateUrl');
	const makeLookup: unknown = get(filter, 'createSecureLookup');
	return {
		refusal: async (url) => {
			if (typeof validate !== 'function') return UNREADABLE;
			const result: unknown = await validate.call(filter, url);
			if (get(result, 'ok') === true) return undefined;
			return sentence(get(result, 'error.message') ?? UNREADABLE);
		},
		...(typeof makeLookup === 'function' && {
			lookup: makeLookup.call(filter) as Egress['lookup'],
		}),
	};
}

// To stand within a sentence of ours.
function sentence(message: unknown): string {
	const text = String(message).replace(/\.$/, '');
	return text.charAt(0).toLowerCase() + text.slice(1);
}
