import get from 'lodash/get';
import { sleep } from 'n8n-workflow';
import { openZen } from '../zen-client';
import type { HttpHelper, Openness, Surroundings, Zen, ZenCredential } from '../zen-client';
import { egressOf } from './egress';

/**
 * What the client needs of the world, given by n8n.
 *
 * @param context any of n8n's
 */
export function surroundingsIn(context: object, signal?: AbortSignal): Surroundings {
	return {
		egress: egressOf(context),
		httpRequest: helperIn(context),
		// See `rehearsalOf`: no payment goes out where it is set.
		isMocked: Boolean(get(context, 'additionalData.evalLlmMockHandler')),
		sleep: async (ms) => await sleepUnlessCancelled(ms, signal),
		now: () => Date.now(),
		elapsed: () => performance.now(),
		random: () => Math.random(),
		signal,
	};
}

// A credential test has none.
function helperIn(context: object): HttpHelper | undefined {
	const helpers: unknown = get(context, 'helpers');
	const httpRequest: unknown = get(helpers, 'httpRequest');
	if (typeof httpRequest !== 'function') return undefined;
	return async (options) => (await httpRequest.call(helpers, options)) as unknown;
}

/** The client for a credential as n8n decrypted it. Throws CredentialError. */
export function zenFor(credential: object, surroundings: Surroundings, openness?: Openness): Zen {
	return openZen(credential as ZenCredential, surroundings, openness);
}

async function sleepUnlessCancelled(ms: number, signal?: AbortSignal): Promise<void> {
	if (!signal) return await sleep(ms);
	if (signal.aborted) return;
	let wake = () => {};
	const cancelled = new Promise<void>((resolve) => {
		wake = resolve;
	});
	signal.addEventListener('abort', wake);
	await Promise.race([sleep(ms), cancelled]);
	signal.removeEventListener('abort', wake);
}
