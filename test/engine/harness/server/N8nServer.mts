import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { HookContext } from 'n8n-core';
import { NodeHelpers } from 'n8n-workflow';
import type { IHookFunctions, INode, WorkflowActivateMode } from 'n8n-workflow';
import type { Engine } from '../engine.mts';
import type { WorkflowJson } from '../workflow.mts';
import { callWebhook } from './callWebhook.mts';
import { Published, type PublishOptions } from './Published.mts';

export interface ServerOptions {
	/** n8n's N8N_PROXY_HOPS: how many reverse proxies stand before it. */
	proxyHops?: number;
	/** Where to listen; loopback over IPv4 unless told. */
	host?: string;
}

/** The part of n8n's server that receives webhooks, over real HTTP. */
export class N8nServer {
	private readonly routes = new Map<string, { published: Published; node: string }>();

	private constructor(
		private readonly engine: Engine,
		private readonly server: Server,
	) {}

	static async start(engine: Engine, options: ServerOptions = {}): Promise<N8nServer> {
		const { proxyHops = 0, host = '127.0.0.1' } = options;
		const app = express();
		if (proxyHops > 0) app.set('trust proxy', proxyHops);
		const server = new N8nServer(engine, createServer(app));
		app.use(async (request, response) => {
			const [, kind = '', ...path] = request.path.split('/');
			const route = server.routes.get(path.join('/'));
			if (!route || request.method !== 'POST' || !/^webhook(-test)?$/.test(kind)) {
				response.status(404).json({ message: 'The requested webhook is not registered' });
				return;
			}
			const isTest = kind === 'webhook-test';
			await callWebhook(route.published, route.node, isTest, request, response);
		});
		server.server.listen(0, host);
		await once(server.server, 'listening');
		return server;
	}

	get origin(): string {
		const { address, port, family } = this.server.address() as AddressInfo;
		return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
	}

	/**
	 * Publishes a workflow, or starts it again after a restart when static data is given: its webhook
	 * nodes are set up and can be called.
	 *
	 * @param column the static data as it was before the restart
	 * @throws what a node throws
	 */
	async publish(
		json: WorkflowJson,
		options: PublishOptions = {},
		column?: string,
	): Promise<Published> {
		const published = new Published(this.engine, json, options);
		if (column !== undefined) published.column.text = column;
		const activation = column === undefined ? 'activate' : 'init';
		for (const node of webhookNodes(published)) {
			const { checkExists, create } = hooks(published, node, activation);
			if (!(await checkExists())) await create();
			this.routes.set(pathOf(published, node), { published, node: node.name });
		}
		return published;
	}

	async unpublish(published: Published): Promise<void> {
		for (const node of webhookNodes(published)) {
			await hooks(published, node, 'update').delete();
			this.routes.delete(pathOf(published, node));
		}
	}

	/** The Production URL of a node. */
	url(published: Published, nodeName: string): string {
		return `${this.origin}/webhook/${pathOf(published, published.load().getNode(nodeName)!)}`;
	}

	/** The Test URL of a node, which the editor listens to. */
	testUrl(published: Published, nodeName: string): string {
		return this.url(published, nodeName).replace('/webhook/', '/webhook-test/');
	}

	async stop(): Promise<void> {
		this.server.close();
		this.server.closeAllConnections();
		await once(this.server, 'close');
	}
}

function webhookNodes(published: Published): INode[] {
	const { nodes, nodeTypes } = published.load();
	return Object.values(nodes).filter(
		({ type, typeVersion }) => nodeTypes.getByNameAndVersion(type, typeVersion).webhook,
	);
}

function hooks(published: Published, node: INode, activation: WorkflowActivateMode) {
	const workflow = published.load();
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const additionalData = published.additionalData('internal');
	const call = (name: 'checkExists' | 'create' | 'delete') => async () => {
		const hook = nodeType.webhookMethods?.default?.[name];
		const context = new HookContext(workflow, node, additionalData, 'internal', activation);
		const done = await hook?.call(context as IHookFunctions);
		await published.column.save(workflow);
		return done;
	};
	return { checkExists: call('checkExists'), create: call('create'), delete: call('delete') };
}

function pathOf(published: Published, node: INode): string {
	const { expression, nodeTypes, id } = published.load();
	const [webhook] = nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description
		.webhooks!;
	const value = (text: unknown, fallback: unknown) =>
		expression.getSimpleParameterValue(
			node,
			text as string,
			'internal',
			{},
			undefined,
			fallback as string,
		);
	const isFullPath = value(webhook!.isFullPath, false) === true;
	return NodeHelpers.getNodeWebhookPath(id, node, String(value(webhook!.path, '')), isFullPath);
}
