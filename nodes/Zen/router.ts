import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import pLimit from 'p-limit';
import { ANY_IDS, correctedBy, InputError, only, readCredential } from '../zen-client';
import type { Ids, Stored, Zen, ZenCredential } from '../zen-client';
import { goesOnIn, isToolIn } from './asTool';
import { Batch } from './Batch';
import type { Entry } from './Batch';
import { certificateNotice, hintsOn } from './hints';
import { readBinaryOf } from '../zen-n8n/binaryOf';
import { surroundingsIn, zenFor } from '../zen-n8n/connect';
import type { FieldSource } from '../zen-n8n/fieldSource';
import { ItemInput } from '../zen-n8n/ItemInput';
import { toNodeError } from '../zen-n8n/nodeErrors';
import { otherCredentials } from '../zen-n8n/otherCredentials';
import { readOnce } from '../zen-n8n/readOnce';
import { runTotalsOf } from '../zen-n8n/runTotals';
import { isEvaluation } from '../zen-n8n/rehearsal';
import type { Rehearsal } from '../zen-n8n/rehearsal';
import { storedCredential } from '../zen-n8n/storedCredential';
import { AccountsNeeded } from './fields/account';
import { readMemory } from './fields/memory';
import { readCheckOnly } from './fields/payoutOptions';
import { hasReadsAtOnce, readReadsAtOnce } from './fields/readsAtOnce';
import { openMemory } from './memory';
import { memoryOf, requireMemory } from './memoryChoice';
import type { Resource, Run } from './operation';
import { noLedger } from '../zen-payout';
import { readRules } from './rules';

const FOLLOW_UPS_AT_ONCE = 16;
// A new connection takes about three times as long as a read over one that is there.
const READS_FOR_A_CONNECTION = 3;
const FEW_READS = 16;

interface RouterRun extends Run {
	/** For items that only read. The looks of a payment wait for no other reads. */
	pacedZen: Run['zen'];
}

/**
 * Runs the node on all of its input items: prepares every item, checks the batch, sends, follows up.
 * With *Stop Workflow* one bad item means that nothing is sent at all.
 */
export async function runOperations(
	context: IExecuteFunctions,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const held = await credentialIn(context);
	const ids = held.credential ? correctedBy(held.credential.contractCorrections).ids : ANY_IDS;
	const source = readOnce(context);
	const entries = context
		.getInputData()
		.map((_item, index) => prepare(source, { resources, ids }, index));
	const batch = new Batch(context, entries);
	batch.stopAtFailure();
	const run = batch.ready().length > 0 ? await openRun(context, batch, held) : undefined;
	batch.stopAtFailure();
	if (run) await sendAll(run, batch);
	const output = batch.output();
	const hints = hintsOn(
		output.map(({ json }) => json),
		...batch.notices(),
		run?.ledger.notice?.(),
		run && certificateNotice(run.zen.connection),
	);
	// Old versions of n8n have no hints.
	context.addExecutionHints?.(...hints);
	return [output];
}

interface Held {
	given?: object;
	stored?: Stored;
	/** Absent where it cannot be used. */
	credential?: ZenCredential;
	error?: unknown;
}

/** What an ID is stands in the credential, so that it comes before the items. */
async function credentialIn(context: IExecuteFunctions): Promise<Held> {
	try {
		const given = await context.getCredentials('zenApi');
		const stored = await storedCredential(context, 'zenApi');
		return { given, stored, credential: readCredential(given, stored) };
	} catch (error) {
		return { error };
	}
}

function prepare(
	source: FieldSource,
	{ resources, ids }: { resources: Resource[]; ids: Ids },
	index: number,
): Entry {
	const entry: Entry = { index };
	try {
		const resource = source.getNodeParameter('resource', index, '', {}) as string;
		const name = source.getNodeParameter('operation', index, '', {}) as string;
		entry.operation = resources
			.find(({ value }) => value === resource)
			?.operations.find(({ option }) => option.value === name);
		if (!entry.operation) {
			throw new InputError('Operation', `"${name}" does not exist for resource "${resource}".`);
		}
		// Where it is on, or cannot be read, nothing of the run is sent: whatever else is wrong with the item.
		if (entry.operation.foresee) entry.isCheck = 'unread';
		const { fields } = entry.operation;
		const input = new ItemInput(source, index, fields, { ids });
		if (entry.operation.foresee) entry.isCheck = readCheckOnly(input);
		entry.identity = input.identity(entry.operation.identifiedBy ?? []);
		if (fields.some(({ name }) => name === 'memory')) entry.memory = readMemory(input);
		if (hasReadsAtOnce(fields)) entry.readsAtOnce = readReadsAtOnce(input);
		try {
			entry.request = entry.operation.prepare(input);
		} catch (error) {
			only(AccountsNeeded, error);
			entry.prepareWith = (accounts) =>
				entry.operation!.prepare(new ItemInput(source, index, fields, { ids, accounts }));
		}
	} catch (error) {
		entry.error = error;
	}
	return entry;
}

/** `undefined` when the credential cannot be used. Without error items n8n would pass the input on. */
async function openRun(
	context: IExecuteFunctions,
	batch: Batch,
	held: Held,
): Promise<RouterRun | undefined> {
	try {
		return await startRun(context, batch, held);
	} catch (error) {
		if (!goesOnIn(context)) {
			const writes = batch.ready().some(({ operation }) => operation!.writes);
			const more = writes ? 'Nothing was sent.' : '';
			throw toNodeError(context.getNode(), error, undefined, more);
		}
		// Without a request the item counts as not sent, which is certain here.
		for (const entry of batch.ready()) Object.assign(entry, { error, request: undefined });
		return undefined;
	}
}

async function startRun(context: IExecuteFunctions, batch: Batch, held: Held): Promise<RouterRun> {
	const { given, stored, credential } = held;
	if (!credential || !given) throw held.error;
	await refuseOthers(context, given, stored, batch);
	const surroundings = surroundingsIn(context, context.getExecutionCancelSignal());
	const rehearsal = rehearsalIn(context, batch);
	const isTool = isToolIn(context);
	requireMemory(batch, credential);
	const kind = memoryOf(batch, rehearsal === 'evaluation');
	const openness = { readOnly: rehearsal !== undefined, isTool };
	const zen = zenFor(credential, surroundings, openness);
	await prepareRest(batch, zen);
	return {
		...(await openMemory(context, kind, credential, rehearsal !== undefined)),
		...(rehearsal === 'evaluation' && { ledger: noLedger, resolvable: undefined }),
		isTool,
		zen,
		pacedZen: zenFor(credential, { ...surroundings, isPaced: true }, openness),
		rules: readRules(credential),
		execution: context.getExecutionId() ?? `${surroundings.now()} ${surroundings.random()}`,
		totals: runTotalsOf(context),
		surroundings,
		rehearsal,
		isCheck: rehearsal === 'checkOnly',
		fromBinary: async (index, field, most) => await readBinaryOf(context, index, field, most),
		toBinary: async (bytes, fileName, mimeType) =>
			await context.helpers.prepareBinaryData(bytes, fileName, mimeType),
	};
}

function rehearsalIn(context: IExecuteFunctions, batch: Batch): Rehearsal | undefined {
	if (isEvaluation(context)) return 'evaluation';
	return batch.checksOnly() ? 'checkOnly' : undefined;
}

/** Prepares the items that name an account by IBAN or alias, or leave out its currency, by one list of the accounts. */
async function prepareRest(batch: Batch, zen: Zen): Promise<void> {
	const waiting = batch.ready().filter(({ prepareWith }) => prepareWith);
	if (waiting.length === 0) return;
	const accounts = await zen.accounts().catch((error: Error) => error);
	for (const entry of waiting) {
		try {
			if (accounts instanceof Error) throw accounts;
			entry.request = entry.prepareWith!(accounts);
		} catch (error) {
			entry.error = error;
		}
	}
}

/** What is written goes out with one credential; reads do with that of the first item. */
async function refuseOthers(
	context: IExecuteFunctions,
	credential: object,
	stored: Stored | undefined,
	batch: Batch,
): Promise<void> {
	const writes = batch.ready().filter(({ operation }) => operation!.writes);
	const indexes = writes.map(({ index }) => index);
	const wrong = await otherCredentials(context, credential, stored, indexes);
	for (const entry of writes) entry.error = wrong.get(entry.index);
}

async function sendAll(run: RouterRun, batch: Batch): Promise<void> {
	await batch.check(run);
	batch.stopAtFailure();
	const ready = batch.ready();
	const reads = ready.filter(({ operation }) => !operation!.writes);
	const writes = ready.filter(({ operation }) => operation!.writes);
	await readAll({ ...run, zen: run.pacedZen }, batch, reads);
	// What would be left of a balance depends on the order.
	const inTurn = pLimit(run.rehearsal ? 1 : batch.writesAtOnce());
	await Promise.all(writes.map(async (entry) => await inTurn(() => batch.send(run, entry))));
	const limit = pLimit(FOLLOW_UPS_AT_ONCE);
	await Promise.all(writes.map(async (entry) => await limit(() => batch.followUp(run, entry))));
	batch.stopAtFailure();
}

/** No more are begun than go at once, so that the others can be left when the run comes to a stop. */
async function readAll(run: Run, batch: Batch, reads: Entry[]): Promise<void> {
	const worthwhile = Math.max(FEW_READS, Math.ceil(reads.length / READS_FOR_A_CONNECTION));
	const most = Math.min(batch.readsAtOnce(), worthwhile);
	const atOnce = () => Math.min(most, run.zen.connection.readsAtOnce());
	const together = pLimit(atOnce());
	const read = async (entry: Entry) => {
		await batch.send(run, entry);
		together.concurrency = atOnce();
	};
	await Promise.all(reads.map(async (entry) => await together(() => read(entry))));
}
