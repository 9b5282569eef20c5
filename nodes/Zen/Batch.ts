import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { InputError, MOST_READS, ZenError } from '../zen-client';
import type { JsonObject } from '../zen-client';
import { toNodeError } from '../zen-n8n/nodeErrors';
import { EVALUATED } from '../zen-n8n/rehearsal';
import type { Rehearsal } from '../zen-n8n/rehearsal';
import { outcomeAfter, PayoutError } from '../zen-payout';
import { adviceForTool, goesOnIn, isToolIn } from './asTool';
import type { MemoryKind } from './fields/memory';
import type { Operation, Result, Run } from './operation';
import { remark, storyOf } from './story';

/** One input item on its way through the node. */
export interface Entry {
	index: number;
	operation?: Operation;
	identity?: IDataObject;
	request?: unknown;
	/** Makes the request, where it takes the list of accounts to tell which one, or which currency, is meant. */
	prepareWith?(accounts: JsonObject[]): unknown;
	/** Of an operation that asks one. */
	memory?: MemoryKind;
	/** Of an operation that reads at ZEN. */
	readsAtOnce?: number;
	/** Whether all is to be done but sending; of what has the option for it, which may not be readable. */
	isCheck?: boolean | 'unread';
	/** Whether it was begun to send it. */
	tried?: boolean;
	results?: Result[];
	error?: unknown;
}

const LONGEST_PAUSE_MS = 30_000;

/** The items of one run: what became of each, and how that is told. */
export class Batch {
	private pauseMs = 0;
	/** n8n is asked once, and not for each item. */
	private goesOn?: boolean;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly entries: Entry[],
	) {}

	/** The items that are prepared and neither sent nor failed. */
	ready(): Entry[] {
		return this.entries.filter(({ error, results }) => error === undefined && !results);
	}

	/** Lets each operation look at all of its items together. */
	async check(run: Run): Promise<void> {
		const ready = this.ready();
		for (const operation of new Set(ready.map((entry) => entry.operation!))) {
			const entries = ready.filter((entry) => entry.operation === operation);
			try {
				const found = await operation.checkBatch?.(
					run,
					entries.map(({ request }) => request),
				);
				for (const [place, error] of found ?? []) entries[place]!.error = error;
			} catch (error) {
				for (const entry of entries) entry.error = error;
			}
		}
	}

	/** Whether the run only checks. What would be sent in such a run is refused. */
	checksOnly(): boolean {
		if (!this.entries.some(({ isCheck }) => isCheck)) return false;
		const isOn = this.entries.some(({ isCheck }) => isCheck === true);
		const other = isOn
			? 'is on for another item of this run and not for this one'
			: 'cannot be read for another item of this run, so nothing is sent';
		for (const entry of this.ready()) {
			if (entry.isCheck || !entry.operation!.writes) continue;
			entry.error = new InputError(
				'Check Only',
				`${other}. A run either checks or sends: set it alike for all items.`,
			);
		}
		return true;
	}

	/** How many writes may be under way at once: what the most careful operation allows. */
	writesAtOnce(): number {
		const writes = this.ready().filter(({ operation }) => operation!.writes);
		const allowed = [...new Set(writes.map(({ operation }) => operation!))].map((operation) =>
			operation.atOnce?.(
				writes.filter((entry) => entry.operation === operation).map(({ request }) => request),
			),
		);
		return Math.min(...allowed.map((number) => number ?? 1), Infinity);
	}

	/** How many reads may be under way at once, if ZEN takes them: what the most careful item allows. */
	readsAtOnce(): number {
		return Math.min(
			...this.ready().map(({ readsAtOnce }) => readsAtOnce ?? MOST_READS),
			MOST_READS,
		);
	}

	/** Sends one item, unless the run has come to a stop. */
	async send(run: Run, entry: Entry): Promise<void> {
		if (this.hasStopped()) return;
		const operation = entry.operation!;
		if (operation.writes && run.rehearsal) {
			await this.rehearse(run, run.rehearsal, entry);
			return;
		}
		if (operation.writes && this.pauseMs > 0) await run.surroundings.sleep(this.pauseMs);
		this.pauseMs = 0;
		try {
			if (run.surroundings.signal?.aborted) throw cancelled();
			entry.tried = true;
			entry.results = await operation.send(run, entry.request, entry.index);
		} catch (error) {
			entry.error = error;
			if (error instanceof ZenError) {
				this.pauseMs = Math.min(error.retryAfterMs ?? 0, LONGEST_PAUSE_MS);
			}
		}
	}

	private async rehearse(run: Run, rehearsal: Rehearsal, entry: Entry): Promise<void> {
		const { operation, request, identity } = entry;
		try {
			if (run.surroundings.signal?.aborted) throw cancelled();
			const told = rehearsal === 'evaluation' ? EVALUATED : await operation!.foresee!(run, request);
			entry.results = [{ json: { outcome: 'checked', ...identity, ...told } }];
		} catch (error) {
			entry.error = error;
		}
	}

	async followUp(run: Run, entry: Entry): Promise<void> {
		const { operation, request, results, tried } = entry;
		if (!tried || !results || !operation?.followUp) return;
		try {
			entry.results = await operation.followUp(run, request, results);
		} catch (error) {
			Object.assign(entry, { error, results: undefined });
		}
	}

	/** With *Stop Workflow*: throws the first failure, and tells what became of the other items. */
	stopAtFailure(): void {
		if (!this.hasStopped()) return;
		const failed = this.entries.find(({ error }) => error !== undefined)!;
		throw toNodeError(
			this.context.getNode(),
			failed.error,
			failed.index,
			`${remark(failed)}\n${storyOf(this.entries, failed)}`.trim(),
		);
	}

	/** What a person should know of the items, by operation. */
	notices(): string[] {
		const told = this.entries.filter(({ operation, request }) => operation?.notices && request);
		return [...new Set(told.map(({ operation }) => operation!))].flatMap((operation) => {
			const mine = told.filter((entry) => entry.operation === operation);
			const results = mine.flatMap((entry) => entry.results ?? []);
			return operation.notices!(
				mine.map(({ request }) => request),
				results,
			);
		});
	}

	/** One or more output items for each input item, paired, failures included. */
	output(): INodeExecutionData[] {
		return this.entries.flatMap((entry) => {
			const pairedItem = { item: entry.index };
			if (entry.error === undefined) {
				const { operation, request, results = [] } = entry;
				return results.map(({ json, ...files }) => ({
					json: operation?.shape?.(request, json) ?? json,
					...files,
					pairedItem,
				}));
			}
			return [{ json: this.errorJson(entry), pairedItem }];
		});
	}

	// Where all items come out together, what became of each stands at the same place in all of them.
	// n8n sends an item to the error output, together with its input, when it holds nothing but this
	// name; in older versions any other beside it lets the item leave on the success output. With an `error` beside
	// `json` n8n would keep the message and drop everything else.
	private errorJson(entry: Entry): IDataObject {
		const { index, operation, identity, memory, tried, error } = entry;
		const nodeError = toNodeError(this.context.getNode(), error, index, remark(entry));
		const { message, httpCode } = nodeError;
		const outcome = operation?.writes ? outcomeAfter(error, tried === true) : undefined;
		// What has a memory is a payment or a draft.
		const isAdvised = outcome && memory && isToolIn(this.context);
		const advice = isAdvised && adviceForTool(error, outcome);
		const description = advice
			? [advice, remark(entry)].filter(Boolean).join('\n\n')
			: nodeError.description;
		const end = error instanceof PayoutError ? endOf(error) : {};
		const whole = {
			message,
			...identity,
			...(outcome && { outcome }),
			...end,
			...(description && { description }),
			...(httpCode && { httpCode }),
		};
		if (this.context.getNode().onError !== 'continueRegularOutput') return { error: whole };
		const { reason, ...ids } = end;
		return {
			...(outcome && { outcome }),
			...(reason !== undefined && { reason }),
			...identity,
			message: remark(entry) ? `${message.replace(/\.?$/, '.')} ${remark(entry)}` : message,
			...ids,
			error: whole,
		};
	}

	private hasStopped(): boolean {
		this.goesOn ??= goesOnIn(this.context);
		return !this.goesOn && this.entries.some(({ error }) => error !== undefined);
	}
}

/** What is told of a payment beside the outcome, as far as it is known. */
function endOf({ end: { reason, paymentId, draftId, status } }: PayoutError): IDataObject {
	const told = { reason, paymentId, draftId, status };
	return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

function cancelled(): ZenError {
	return new ZenError('The execution was cancelled before this item was sent', {
		outcome: 'notSent',
		remedy: 'Run it again if it is still wanted.',
	});
}
