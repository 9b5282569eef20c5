import { WorkflowExecute } from 'n8n-core';
import { deepCopy } from 'n8n-workflow';
import type { INodeExecutionData, IPinData, WorkflowExecuteMode } from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import { GivenCredentials, type CredentialsByName } from './credentials.mts';
import type { DeduplicationStore } from './deduplication.mts';
import { useStore } from './deduplicationService.mts';
import type { LoadedTypes } from './loadedTypes.mts';
import { refused, resultOf, type RunResult } from './results.mts';
import { completeWorkflow, toWorkflow, type WorkflowJson } from './workflow.mts';

export interface RunOptions {
	/** Name of the node to start from; by default n8n picks the trigger. */
	startNode?: string;
	/** Items that stand for a node's output, by node name; the node itself is not run. */
	pinData?: Record<string, INodeExecutionData[]>;
	/** Credentials for this run, on top of the engine's. */
	credentials?: CredentialsByName;
	/** Default `manual`, as with the editor's button; `trigger` as in production. */
	mode?: WorkflowExecuteMode;
	/** n8n's execution time-out, in ms: no further node starts after it. */
	timeoutMs?: number;
	/** As the editor's stop button: the running node gets its own signal, no further node starts. */
	signal?: AbortSignal;
}

/** n8n's execution engine without its server. */
export class Engine {
	private readonly stopping = new AbortController();
	private readonly running = new Set<Promise<RunResult>>();

	constructor(
		readonly types: LoadedTypes,
		readonly deduplication: DeduplicationStore,
		private readonly credentials: CredentialsByName,
	) {}

	/**
	 * Runs a workflow to its end. What goes wrong in it is in the result, as in n8n's list of
	 * executions: this rejects only for options that make no sense.
	 */
	async run(json: WorkflowJson, options: RunOptions = {}): Promise<RunResult> {
		const running = this.execute(json, options);
		this.running.add(running);
		try {
			return await running;
		} finally {
			this.running.delete(running);
		}
	}

	/** Cancels what is still running and waits for its end. */
	async stop(): Promise<void> {
		this.stopping.abort();
		await Promise.allSettled(this.running);
	}

	credentialsHelper(more: CredentialsByName = {}): GivenCredentials {
		return new GivenCredentials(this.types, { ...this.credentials, ...more });
	}

	private async execute(json: WorkflowJson, options: RunOptions): Promise<RunResult> {
		const { startNode, pinData, credentials, mode = 'manual', timeoutMs, signal } = options;
		const base = completeWorkflow(json);
		const workflow = toWorkflow(base, this.types);
		const start = startNode === undefined ? undefined : workflow.getNode(startNode);
		if (start === null) throw new Error(`The workflow has no node named "${startNode}"`);
		await useStore(workflow, this.deduplication);

		const deadline = timeoutMs === undefined ? undefined : Date.now() + timeoutMs;
		const helper = this.credentialsHelper(credentials);
		const execute = new WorkflowExecute(additionalDataFor(helper, base, mode, deadline), mode);
		// A copy, since the engine writes pairing into the very items it is given.
		const pinned = deepCopy({ ...base.pinData, ...pinData }) as IPinData;
		try {
			const execution = execute.run({ workflow, startNode: start, pinData: pinned });
			whenAborted([this.stopping.signal, signal], () => execution.cancel());
			return resultOf(await execution);
		} catch (error) {
			return refused(error);
		}
	}
}

function whenAborted(signals: Array<AbortSignal | undefined>, cancel: () => void): void {
	const any = AbortSignal.any(signals.filter((signal) => signal !== undefined));
	if (any.aborted) cancel();
	else any.addEventListener('abort', cancel, { once: true });
}
