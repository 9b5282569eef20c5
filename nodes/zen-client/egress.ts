import { InputError } from './errors';
import type { ZenCredential } from './settings';
import { TransportError } from './transport';
import type { Transport, Ways } from './transport';

/** Which addresses may be reached from here, as whoever runs this machine has set it. */
export interface Egress {
	/**
	 * @returns why the address may not be reached; undefined if it may
	 * @throws what looking its host name up throws
	 */
	refusal(url: string): Promise<string | undefined>;
	/** Looks a host name up for a connection, and fails where it leads to what may not be reached. */
	lookup?: Ways['lookup'];
}

/** What applies to a credential: where ZEN itself is, nobody can choose. */
export function egressFor(
	{ environment }: Pick<ZenCredential, 'environment'>,
	egress: Egress | undefined,
): Egress | undefined {
	return environment === 'custom' ? egress : undefined;
}

/**
 * Asks before each request whether its address may be reached.
 *
 * @throws InputError when it may not; nothing was sent then
 */
export async function requireReachable(url: string, egress: Egress | undefined): Promise<void> {
	const refusal = await egress?.refusal(url);
	if (refusal === undefined) return;
	throw new InputError(
		'Base URL',
		`leads to ${new URL(url).origin}, and this n8n is set to let no workflow reach that: ${refusal}. So nothing was sent. Correct it in the ZEN API credential; or whoever runs n8n lists the host in N8N_SSRF_ALLOWED_HOSTNAMES, or its address in N8N_SSRF_ALLOWED_IP_RANGES.`,
	);
}

/** A transport that reaches only what may be reached. */
export function guarded(transport: Transport, egress: Egress | undefined): Transport {
	if (!egress) return transport;
	return async (request) => {
		await requireReachable(request.url, egress).catch((error) => {
			if (error instanceof InputError) throw error;
			// As if the connection had failed for it, which is tried again and told in the same words.
			throw new TransportError(String((error as { code?: unknown }).code ?? 'ZEN_EGRESS'), false);
		});
		return await transport(request);
	};
}
