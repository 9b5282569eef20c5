import type { IDataObject, INode } from 'n8n-workflow';
import type { RunResult } from '../../engine/harness/results.mts';
import { credentialFor } from '../../support/credential.mts';
import type { Example } from '../n8n/examples.mts';
import { runFrom } from '../n8n/executions.mts';
import { withCredential, type Stage } from '../n8n/Stage.mts';
import { ScriptedModel, type ToolCall } from '../support/ScriptedModel.mts';

interface Id {
	id: string;
}

interface AgentOptions {
	/** What differs from a new ZEN credential. */
	credential?: IDataObject;
	/** Of n8n's agent node. Until the second one it calls its tools itself; now the engine runs them. */
	typeVersion?: number;
}

/** n8n's AI Agent with a scripted model and tools, built and run as a user does it in the editor. */
export class Agent {
	private constructor(
		private readonly stage: Stage,
		readonly model: ScriptedModel,
		private readonly modelCredential: Id,
	) {}

	static async open(stage: Stage): Promise<Agent> {
		const model = await ScriptedModel.start();
		const credential = {
			name: 'Model',
			type: 'openAiApi',
			data: { apiKey: 'none', url: model.url },
		};
		return new Agent(stage, model, await stage.rest.post<Id>('/credentials', credential));
	}

	/** @returns what each call of the script gave back to the model */
	async run(
		tools: INode[],
		script: ToolCall[][],
		{ credential = {}, typeVersion = 3 }: AgentOptions = {},
	): Promise<string[]> {
		const { rest, simulator } = this.stage;
		const data = { ...credentialFor(simulator), ...credential };
		const zen = await rest.post<Id>('/credentials', { name: 'ZEN', type: 'zenApi', data });
		const led = tools.map((tool) => ({
			...tool,
			credentials: { zenApi: { id: zen.id, name: 'ZEN' } },
		}));
		const { id } = await rest.post<Id>('/workflows', this.workflow(led, typeVersion));
		this.model.learn(script);
		ended(await runFrom(rest, id, 'Start'));
		return this.model.answers;
	}

	/**
	 * The example with its model and credentials chosen, as a user does.
	 *
	 * @returns what each call of the script gave back to the model
	 */
	async runExample(
		{ id: _id, ...example }: Example,
		script: ToolCall[][],
		credential: IDataObject,
	): Promise<string[]> {
		const { rest, simulator } = this.stage;
		const data = { ...credentialFor(simulator), ...credential };
		const zen = await rest.post<Id>('/credentials', { name: 'ZEN', type: 'zenApi', data });
		const openAiApi = { id: this.modelCredential.id, name: 'Model' };
		const nodes = withCredential({ id: '', ...example }, zen.id).nodes.map((one) =>
			one.type.endsWith('.lmChatOpenAi') ? { ...one, credentials: { openAiApi } } : one,
		);
		const { id } = await rest.post<Id>('/workflows', { ...example, nodes });
		this.model.learn(script);
		const { status, error } = await runFrom(rest, id, 'Start');
		if (status !== 'success') throw new Error(`It ended as ${status}: ${JSON.stringify(error)}`);
		return this.model.answers;
	}

	close(): void {
		this.model.stop();
	}

	private workflow(tools: INode[], typeVersion: number) {
		const leads = (to: string, type: string) => ({ [type]: [[{ node: to, type, index: 0 }]] });
		const openAi = { openAiApi: { id: this.modelCredential.id, name: 'Model' } };
		return {
			name: 'Agent',
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 1, {}),
				node('Agent', '@n8n/n8n-nodes-langchain.agent', typeVersion, {
					promptType: 'define',
					text: 'Pay what is to be paid.',
					options: { maxIterations: 30 },
				}),
				{
					...node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
						model: { __rl: true, mode: 'id', value: 'scripted' },
					}),
					credentials: openAi,
				},
				...tools,
			],
			connections: {
				Start: leads('Agent', 'main'),
				Model: leads('Agent', 'ai_languageModel'),
				...Object.fromEntries(tools.map(({ name }) => [name, leads('Agent', 'ai_tool')])),
			},
			settings: { executionOrder: 'v1' },
		};
	}
}

/** An agent that could not begin or go on would pass for one that was refused everything. */
function ended({ status, error, nodes }: RunResult): void {
	const said = nodes.Agent?.outputs[0]?.[0]?.json.output;
	if (status === 'success' && said === 'Done.') return;
	throw new Error(`The agent ended as ${status}: ${JSON.stringify(error ?? nodes.Agent)}`);
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters };
}
