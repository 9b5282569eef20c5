import type { Response } from 'express';
import { WebhookContext } from 'n8n-core';
import { Node } from 'n8n-workflow';
import type {
	INode,
	INodeExecutionData,
	IWebhookDescription,
	IWebhookFunctions,
	IWebhookResponseData,
	Workflow,
} from 'n8n-workflow';
import { BodyError, readBody, type N8nRequest } from './body.mts';
import type { Published } from './Published.mts';

/**
 * What n8n's server does with a call of a webhook, step by step: the workflow is loaded with its
 * static data, the node is asked in n8n's own context, an execution is started, the static data is
 * saved, and then the call is answered. A node that throws starts an execution that failed.
 *
 * @param isTest the editor is listening: manual mode, and nothing is saved
 */
export async function callWebhook(
	published: Published,
	nodeName: string,
	isTest: boolean,
	request: N8nRequest,
	response: Response,
): Promise<void> {
	const workflow = published.load();
	const node = workflow.getNode(nodeName)!;
	const mode = isTest ? 'manual' : 'webhook';
	const save = async () => {
		if (!isTest) await published.column.save(workflow);
	};
	try {
		await readBody(request);
	} catch (error) {
		const { status, message } = error as BodyError;
		response.status(error instanceof BodyError ? status : 500).json({ message });
		return;
	}
	let answer: IWebhookResponseData;
	try {
		answer = await ask(published, workflow, node, isTest, request, response);
	} catch {
		await published.start(node, failedStart(), mode);
		response
			.status(500)
			.json({ message: 'Workflow Webhook Error: Workflow could not be started!' });
		return;
	}
	const { noWebhookResponse, workflowData } = answer;
	const { webhookResponse = { message: 'Webhook call received' } } = answer;
	if (workflowData !== undefined) {
		try {
			await published.start(node, workflowData, mode);
		} catch {
			response.status(500).json({ message: 'There was a problem executing the workflow' });
			return;
		}
	}
	await save();
	if (!noWebhookResponse) response.status(200).json(webhookResponse);
}

async function ask(
	published: Published,
	workflow: Workflow,
	node: INode,
	isTest: boolean,
	request: N8nRequest,
	response: Response,
): Promise<IWebhookResponseData> {
	const mode = isTest ? 'manual' : 'webhook';
	const additionalData = published.additionalData(mode);
	additionalData.httpRequest = request;
	additionalData.httpResponse = response;
	const nodeType = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const [webhookDescription] = nodeType.description.webhooks as [IWebhookDescription];
	const context = new WebhookContext(
		workflow,
		node,
		additionalData,
		mode,
		{
			httpMethod: 'POST',
			node: node.name,
			path: request.path,
			webhookDescription,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
			isTest,
		},
		[],
		null,
	);
	const webhook = nodeType.webhook as unknown as (
		this: IWebhookFunctions | Node,
		context?: IWebhookFunctions,
	) => Promise<IWebhookResponseData>;
	return nodeType instanceof Node
		? await webhook.call(nodeType, context)
		: await webhook.call(context);
}

function failedStart(): INodeExecutionData[][] {
	return [[{ json: { thrown: true } }]];
}
