import { Container } from '@n8n/di';
import { PollContext, TriggersAndPollers } from 'n8n-core';
import type { IDataObject, INode, Workflow, WorkflowActivateMode } from 'n8n-workflow';
import type { Published } from './Published.mts';

/**
 * A polling trigger of a published workflow, as n8n's server runs it: the workflow is loaded once
 * and its static data stays in memory from poll to poll; it is saved after the activation, and
 * whenever the trigger puts something out.
 */
export class Poller {
	/** What polls threw; n8n saves each as a failed execution. */
	readonly errors: Error[] = [];

	private constructor(
		private readonly published: Published,
		private readonly workflow: Workflow,
		private readonly node: INode,
		private readonly activation: WorkflowActivateMode,
	) {}

	/**
	 * Publishes the workflow, or with `init` starts n8n again with it. Polls once, as n8n does then.
	 *
	 * @throws what that poll throws: the workflow is not published
	 */
	static async activate(
		published: Published,
		nodeName: string,
		activation: WorkflowActivateMode = 'activate',
	): Promise<Poller> {
		const workflow = published.load();
		const poller = new Poller(published, workflow, workflow.getNode(nodeName)!, activation);
		await poller.pollOnce();
		await published.column.save(workflow);
		return poller;
	}

	/** One poll by schedule; what it throws goes to `errors`. Returns what it put out. */
	async tick(): Promise<IDataObject[]> {
		try {
			return await this.pollOnce();
		} catch (error) {
			this.errors.push(error as Error);
			return [];
		}
	}

	/** The editor's *Fetch Test Event*. @throws what the node throws */
	static async tryOut(published: Published, nodeName: string): Promise<IDataObject[]> {
		const workflow = published.load();
		const node = workflow.getNode(nodeName)!;
		const context = new PollContext(
			workflow,
			node,
			published.additionalData('manual'),
			'manual',
			'manual',
		);
		const data = await Container.get(TriggersAndPollers).runPollFunction(workflow, node, context);
		return (data?.[0] ?? []).map(({ json }) => json);
	}

	private async pollOnce(): Promise<IDataObject[]> {
		const { published, workflow, node, activation } = this;
		const additionalData = published.additionalData('trigger');
		const context = new PollContext(workflow, node, additionalData, 'trigger', activation);
		const data = await Container.get(TriggersAndPollers).runPollFunction(workflow, node, context);
		if (data === null) return [];
		await published.column.save(workflow);
		await published.start(node, data, 'trigger');
		return (data[0] ?? []).map(({ json }) => json);
	}
}
