import '../engine/harness/environment.mts';
import { createRequire } from 'node:module';
import { Container } from '@n8n/di';
import type { Constructable } from '@n8n/di';

interface OutboundHttp {
	requests(): { request(options: object): Promise<unknown> };
}

// n8n-core's own copy: it is no package that n8n makes for others.
const ofCore = createRequire(createRequire(import.meta.url).resolve('n8n-core'));
const network = ofCore('@n8n/backend-network') as { OutboundHttp: Constructable<OutboundHttp> };

/** What every context of n8n has as `helpers.httpRequest`, for calls that are made outside of one. */
export const httpRequest = async (options: object): Promise<unknown> =>
	await Container.get(network.OutboundHttp).requests().request(options);
