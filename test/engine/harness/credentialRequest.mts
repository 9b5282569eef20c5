import { ExecuteContext, RoutingNode } from 'n8n-core';
import { createRunExecutionData, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INode,
	INodeCredentialTestResult,
	INodeType,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import type { Engine } from './engine.mts';
import { completeWorkflow } from './workflow.mts';

interface Failure {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

/**
 * Tests a credential by the request of its type. As `runRequestTest` in n8n 2.41.1 does it: a node that
 * does nothing is routed with that request.
 */
export async function testByRequest(
	engine: Engine,
	type: string,
	data: ICredentialDataDecryptedObject,
	{ request, rules = [] }: ICredentialTestRequest,
): Promise<INodeCredentialTestResult> {
	const name = 'Tested';
	const helper = engine.credentialsHelper({ [name]: data });
	const base = completeWorkflow({ nodes: [], connections: {} });
	const additionalData = additionalDataFor(helper, base, 'internal');
	const reference = { id: name, name };
	const complete = await helper.getDecrypted(additionalData, reference, type, 'internal');
	const noOp = engine.types.getByNameAndVersion('n8n-nodes-base.noOp');
	const temp = { displayName: 'Temp', name: 'temp', type: 'string', default: '' } as const;
	const nodeType = {
		description: {
			...noOp.description,
			credentials: [{ name: type, required: true }],
			properties: [{ ...temp, routing: { request } }],
		},
	} as INodeType;
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: noOp.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: reference },
	};
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const input = { main: [[{ json: {} }]] };
	const executeData = { node, data: {}, source: null };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		[],
		input,
		executeData,
		[],
	);
	const routed = new RoutingNode(context, nodeType, { ...reference, type, data: complete });
	try {
		await routed.runNode();
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: wordsFor(error as Failure, rules) };
	}
}

function wordsFor(
	{ message, cause }: Failure,
	rules: NonNullable<ICredentialTestRequest['rules']>,
): string {
	if (cause?.response) {
		const { status, statusText } = cause.response;
		const rule = rules.find(
			(one) => one.type === 'responseCode' && one.properties.value === status,
		);
		return rule?.properties.message ?? (statusText || `Received HTTP status code: ${status}`);
	}
	return cause?.code ?? message;
}
