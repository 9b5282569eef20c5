import type {
	ExecutionError,
	ExecutionStatus,
	INodeExecutionData,
	IRun,
	ITaskData,
	NodeExecutionHint,
} from 'n8n-workflow';

/** Plain data: the engine copies an error's own fields, so it is no instance of its class. */
export type RunError = Partial<ExecutionError> & { message: string };

export interface NodeRun {
	/** In ms. */
	executionTime: number;
	error?: RunError;
	/** Items by output; with *Continue (using error output)* the last output is the error output. */
	outputs: INodeExecutionData[][];
	/** What n8n shows above the output. */
	hints: NodeExecutionHint[];
}

/** `executionTime`, `outputs` and `hints` of all runs together, and the first error. */
export interface NodeResult extends NodeRun {
	/** One for each time the node ran: several in a loop, or when two branches lead to it. */
	runs: NodeRun[];
}

export interface RunResult {
	status: ExecutionStatus;
	/** Why the execution stopped; errors that a node continued after are with the node. */
	error?: RunError;
	/** Only nodes that ran, by name. */
	nodes: Record<string, NodeResult>;
}

export function resultOf(run: IRun): RunResult {
	const { runData, error } = run.data.resultData;
	return {
		status: run.status,
		error,
		nodes: Object.fromEntries(
			Object.entries(runData).map(([name, tasks]) => [name, nodeResult(tasks.map(nodeRun))]),
		),
	};
}

/** An execution that n8n refuses to start, for example because a required parameter is empty. */
export function refused(error: unknown): RunResult {
	const { message, stack } = error instanceof Error ? error : new Error(String(error));
	return { status: 'error', error: { ...(error as object), message, stack }, nodes: {} };
}

function nodeRun({ executionTime, error, data, hints = [] }: ITaskData): NodeRun {
	const outputs = data?.main ?? [];
	return { executionTime, error, outputs: outputs.map((items) => items ?? []), hints };
}

function nodeResult(runs: NodeRun[]): NodeResult {
	const outputCount = Math.max(0, ...runs.map(({ outputs }) => outputs.length));
	return {
		runs,
		executionTime: runs.reduce((sum, run) => sum + run.executionTime, 0),
		error: runs.find((run) => run.error)?.error,
		outputs: Array.from({ length: outputCount }, (_, output) =>
			runs.flatMap((run) => run.outputs[output] ?? []),
		),
		hints: runs.flatMap((run) => run.hints),
	};
}
