import type { NodeError } from 'n8n-workflow';
import { CredentialError, InputError, ZenError } from '../zen-client';
import type { Fault } from '../zen-client';

type Failure = NonNullable<NodeError['failure']>;

const CAUSES = {
	credential: 'credential-invalid',
	configuration: 'configuration-invalid',
	throttled: 'rate-limited',
	unavailable: 'temporarily-unavailable',
} as const satisfies Record<Fault, Failure['cause']>;

/**
 * What n8n wants to know of an error, so that it lets a polling trigger wait for long where only a
 * person can help, and comes back sooner where it passes. Older ones pass over it.
 *
 * Evidence: n8n-workflow 2.41.0 and `poll-backoff-policy` of n8n 2.41.1; not there yet in 2.29.1.
 *
 * @returns undefined where nothing is known, and n8n is to judge by itself
 */
export function failureOf(error: unknown): Failure | undefined {
	if (error instanceof CredentialError) return { cause: CAUSES.credential };
	if (error instanceof InputError) return { cause: CAUSES.configuration };
	if (!(error instanceof ZenError) || !error.fault) return undefined;
	const { fault, retryAfterMs } = error;
	if (fault === 'credential' || fault === 'configuration') return { cause: CAUSES[fault] };
	return { cause: CAUSES[fault], ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
