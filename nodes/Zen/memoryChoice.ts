import { InputError } from '../zen-client';
import type { ZenCredential } from '../zen-client';
import type { Batch } from './Batch';
import type { MemoryKind } from './fields/memory';

/** What is sent with such a credential has to be known to every workflow that has it. */
export function requireMemory(batch: Batch, { requireSharedMemory }: ZenCredential): void {
	if (!requireSharedMemory) return;
	for (const entry of batch.ready()) {
		const isShared = entry.memory === undefined || entry.memory === 'postgres';
		if (isShared || !entry.operation!.writes) continue;
		entry.error = new InputError(
			'Memory',
			`is ${entry.memory}, and the ZEN API credential has Require Shared Memory on. Set it to PostgreSQL. Whoever owns the credential can change that.`,
		);
	}
}

/**
 * The one memory of the run; what an item says otherwise fails. An evaluation notes nothing, but it
 * reads.
 */
export function memoryOf(batch: Batch, isEvaluated: boolean): MemoryKind {
	const asking = batch.ready().filter(({ memory }) => memory !== undefined);
	const [first] = asking;
	for (const entry of asking.filter(({ memory }) => memory !== first!.memory)) {
		entry.error = new InputError(
			'Memory',
			`is ${entry.memory} for this item and ${first!.memory} for the first one. Choose one for all items.`,
		);
	}
	const used = asking.filter(({ operation }) => !isEvaluated || !operation!.writes);
	return used[0]?.memory ?? 'off';
}
