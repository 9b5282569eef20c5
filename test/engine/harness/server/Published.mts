import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowExecute } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type {
	ExecuteWorkflowData,
	IDataObject,
	INode,
	INodeExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from '../additionalData.mts';
import type { CredentialsByName } from '../credentials.mts';
import { useStore } from '../deduplicationService.mts';
import type { Engine } from '../engine.mts';
import { resultOf, type RunResult } from '../results.mts';
import { completeWorkflow, toWorkflow, type WorkflowJson } from '../workflow.mts';
import { StaticDataColumn } from './StaticDataColumn.mts';

export interface Execution {
	mode: WorkflowExecuteMode;
	trigger: string;
	/** What the trigger put out. */
	items: INodeExecutionData[];
	result: Promise<RunResult>;
}

export interface PublishOptions {
	/** By the name that a node's `credentials` gives. */
	credentials?: CredentialsByName;
	/** Workflows that this one may call, by id. */
	subWorkflows?: WorkflowJson[];
}

/** A workflow as n8n's server has it: its JSON, its static data, and the executions it started. */
export class Published {
	readonly column = new StaticDataColumn();
	readonly executions: Execution[] = [];
	/** Sub-workflows that were called, with what they were given. */
	readonly calls: Array<{ workflowId: string; items: IDataObject[] }> = [];
	/** How many executions from now on n8n cannot start, as when its database is away. */
	failStarts = 0;
	/** How long n8n takes to start one, in ms. */
	startMs = 0;
	readonly base: IWorkflowBase;

	constructor(
		readonly engine: Engine,
		json: WorkflowJson,
		private readonly options: PublishOptions,
	) {
		this.base = completeWorkflow(json);
	}

	/** The workflow as it is loaded for a webhook call or an activation. */
	load(): Workflow {
		return toWorkflow({ ...this.base, staticData: this.column.read() }, this.engine.types);
	}

	additionalData(mode: WorkflowExecuteMode): IWorkflowExecuteAdditionalData {
		const helper = this.engine.credentialsHelper(this.options.credentials);
		return additionalDataFor(helper, this.base, mode);
	}

	/** The JSON of everything that triggers put out, in the order of the executions. */
	emitted(trigger?: string): IDataObject[] {
		return this.executions
			.filter((execution) => trigger === undefined || execution.trigger === trigger)
			.flatMap(({ items }) => items.map(({ json }) => json));
	}

	/** The results of all executions so far, once they have ended. */
	async results(): Promise<RunResult[]> {
		return await Promise.all(this.executions.map(async ({ result }) => await result));
	}

	/** Starts an execution and returns when it is there, not when it has ended. @throws when told to fail */
	async start(node: INode, data: INodeExecutionData[][], mode: WorkflowExecuteMode): Promise<void> {
		if (this.startMs > 0) await sleep(this.startMs);
		if (this.failStarts > 0) {
			this.failStarts -= 1;
			throw new Error('The execution could not be started');
		}
		const result = this.run(node, data, mode);
		this.executions.push({ mode, trigger: node.name, items: data[0] ?? [], result });
	}

	private async run(node: INode, data: INodeExecutionData[][], mode: WorkflowExecuteMode) {
		const workflow = this.load();
		await useStore(workflow, this.engine.deduplication);
		const additionalData = this.additionalData(mode);
		additionalData.executeWorkflow = async ({ id = '' }, _data, { inputData = [] }) =>
			await this.call(id, inputData);
		const runData = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: data }, source: null }] },
		});
		return resultOf(
			await new WorkflowExecute(additionalData, mode, runData).processRunExecutionData(workflow),
		);
	}

	private async call(id: string, input: INodeExecutionData[]): Promise<ExecuteWorkflowData> {
		const json = this.options.subWorkflows?.find((one) => one.id === id);
		if (!json) throw new Error(`There is no workflow "${id}" to call`);
		this.calls.push({ workflowId: id, items: input.map((item) => item.json) });
		const trigger = json.nodes.find(({ type }) => type.endsWith('executeWorkflowTrigger'));
		if (!trigger) throw new Error(`Workflow "${id}" cannot be called`);
		const called = new Published(this.engine, json, this.options);
		const node = called.load().getNode(trigger.name)!;
		const { nodes } = await called.run(node, [input], 'integrated');
		const last = Object.values(nodes).at(-1);
		return { executionId: id, data: last?.outputs ?? [] } as ExecuteWorkflowData;
	}
}
