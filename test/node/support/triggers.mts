import type { IDataObject } from 'n8n-workflow';
import { vi } from 'vitest';
import { ZenApi } from '../../../credentials/ZenApi.credentials';
import { createEngine, type Engine } from '../../engine/harness.mts';
import { N8nServer, type ServerOptions } from '../../engine/harness/server/N8nServer.mts';
import type { Published } from '../../engine/harness/server/Published.mts';
import type { WorkflowJson } from '../../engine/harness/workflow.mts';
import type { Simulator } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';

export const TRIGGER = 'ZEN Trigger';
export const POLLER = 'ZEN Polling Trigger';

const credentials = { zenApi: { id: 'ZEN', name: 'ZEN' } };

/** A workflow that consists of a ZEN Trigger. */
export const triggerWorkflow = (parameters: IDataObject = {}, id = 'triggered'): WorkflowJson => ({
	id,
	nodes: [{ name: TRIGGER, type: 'n8n-nodes-zen.zenTrigger', parameters, credentials }],
	connections: {},
});

/** A workflow that consists of a ZEN Polling Trigger. */
export const pollWorkflow = (parameters: IDataObject = {}, id = 'polled'): WorkflowJson => ({
	id,
	nodes: [{ name: POLLER, type: 'n8n-nodes-zen.zenPollTrigger', parameters, credentials }],
	connections: {},
});

/** A workflow that holds both. */
export const bothWorkflow = (id = 'both'): WorkflowJson => ({
	id,
	nodes: [...triggerWorkflow().nodes, ...pollWorkflow().nodes],
	connections: {},
});

/**
 * An engine with both triggers, in the state of a process that has just started: what they keep in
 * memory is gone.
 */
export async function freshEngine(): Promise<Engine> {
	vi.resetModules();
	const { ZenTrigger } = await import('../../../nodes/ZenTrigger/ZenTrigger.node');
	const { ZenPollTrigger } = await import('../../../nodes/ZenPollTrigger/ZenPollTrigger.node');
	return await createEngine({
		packageDirs: [],
		nodes: {
			'n8n-nodes-zen.zenTrigger': new ZenTrigger(),
			'n8n-nodes-zen.zenPollTrigger': new ZenPollTrigger(),
		},
		credentialTypes: [new ZenApi()],
	});
}

/** An n8n in front of a simulator. It can be restarted. */
export class TestN8n {
	private constructor(
		private readonly simulator: Simulator,
		private readonly options: ServerOptions,
		public server: N8nServer,
	) {}

	static async start(simulator: Simulator, options: ServerOptions = {}): Promise<TestN8n> {
		const server = await N8nServer.start(await freshEngine(), options);
		return new TestN8n(simulator, options, server);
	}

	/** @param credential what is different from the simulator's credential */
	async publish(
		json: WorkflowJson,
		credential: IDataObject = {},
		column?: string,
	): Promise<Published> {
		const data = { ...credentialFor(this.simulator), ...credential };
		return await this.server.publish(json, { credentials: { ZEN: data } }, column);
	}

	/** Stops n8n and starts it again; of its memory only the static data is left. */
	async restart(): Promise<void> {
		await this.stop();
		this.server = await N8nServer.start(await freshEngine(), this.options);
	}

	/** The same workflow after a restart. */
	async publishAgain(
		before: Published,
		json: WorkflowJson,
		credential: IDataObject = {},
	): Promise<Published> {
		return await this.publish(json, credential, before.column.text);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}
}
