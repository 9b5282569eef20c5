import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../http/answer.mts';
import type { Fault } from './fault.mts';
import { inPlaceOf } from './inPlaceOf.mts';
import { spoilt } from './spoilt.mts';

/**
 * Carries a request out, or not, and gives the answer that the client is going to get.
 *
 * @param carryOut commits what the request asks for
 * @param stopped ends a delay
 * @returns null when the connection is to be reset instead
 */
export async function underFault(
	fault: Fault | undefined,
	carryOut: () => Promise<Answer>,
	stopped: AbortSignal,
): Promise<Answer | null> {
	if (!fault) return await carryOut();
	switch (fault.kind) {
		case 'resetBeforeCommit':
			return null;
		case 'resetAfterCommit':
			await carryOut();
			return null;
		case 'delay': {
			if (fault.afterCommit === false) await pause(fault, stopped);
			const answer = await carryOut();
			if (fault.afterCommit !== false) await pause(fault, stopped);
			return answer;
		}
		case 'status':
		case 'redirect':
			if (fault.afterCommit) await carryOut();
			return inPlaceOf(fault);
		default:
			return spoilt(await carryOut(), fault);
	}
}

async function pause({ ms = 1000 }: Fault, signal: AbortSignal): Promise<void> {
	await sleep(ms, undefined, { signal, ref: false }).catch((error: Error) => {
		if (error.name !== 'AbortError') throw error;
	});
}
