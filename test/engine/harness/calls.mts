import { CredentialTestContext, LoadOptionsContext } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeCredentialTestResult,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.mts';
import { testByRequest } from './credentialRequest.mts';
import type { CredentialsByName } from './credentials.mts';
import type { Engine } from './engine.mts';
import { completeWorkflow, toWorkflow } from './workflow.mts';

/** A node as it stands open in the editor. */
export interface OpenNode {
	type: string;
	typeVersion?: number;
	parameters?: INodeParameters;
	/** Names of credentials given to the engine, by credential type. */
	credentials?: Record<string, string>;
}

/** What the editor asks for when a drop-down opens. */
export async function loadOptions(
	engine: Engine,
	node: OpenNode,
	method: string,
): Promise<INodePropertyOptions[]> {
	const { nodeType, context } = open(engine, node);
	return await need(nodeType.methods?.loadOptions, method).call(context);
}

/** What the editor asks for when a resource locator's list opens, is searched or scrolled. */
export async function listSearch(
	engine: Engine,
	node: OpenNode,
	method: string,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { nodeType, context } = open(engine, node);
	return await need(nodeType.methods?.listSearch, method).call(context, filter, paginationToken);
}

/**
 * What happens when a credential is saved: n8n sends the request that the credential's type has for it, or
 * calls the method that a node's description names in `testedBy`, with defaults filled in.
 */
export async function testCredential(
	engine: Engine,
	nodeTypeName: string,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { test: request } = engine.types.getCredentialType(type);
	if (request) return await testByRequest(engine, type, data, request);
	const nodeType = engine.types.getByNameAndVersion(nodeTypeName);
	const asked = nodeType.description.credentials?.find(({ name }) => name === type)?.testedBy;
	if (typeof asked !== 'string') throw new Error(`${nodeTypeName} names no test for ${type}`);
	const name = 'Tested';
	const { additionalData, helper } = setting(engine, { [name]: data });
	const reference = { id: name, name };
	const complete = await helper.getDecrypted(additionalData, reference, type, 'internal');
	const context = new CredentialTestContext(additionalData);
	const test = need(nodeType.methods?.credentialTest, asked);
	return await test.call(context, { ...reference, type, data: complete });
}

function open(
	engine: Engine,
	node: OpenNode,
): { nodeType: INodeType; context: LoadOptionsContext } {
	const { type, typeVersion = 1, parameters = {}, credentials = {} } = node;
	const { base, additionalData } = setting(engine, {}, [
		{
			name: 'Open',
			type,
			typeVersion,
			parameters,
			credentials: Object.fromEntries(
				Object.entries(credentials).map(([key, name]) => [key, { id: name, name }]),
			),
		},
	]);
	const workflow = toWorkflow(base, engine.types);
	const opened = workflow.getNode('Open') as INode;
	additionalData.currentNodeParameters = parameters;
	return {
		nodeType: engine.types.getByNameAndVersion(type, typeVersion),
		context: new LoadOptionsContext(workflow, opened, additionalData, ''),
	};
}

function setting(
	engine: Engine,
	credentials: CredentialsByName,
	nodes: Parameters<typeof completeWorkflow>[0]['nodes'] = [],
) {
	const base = completeWorkflow({ nodes, connections: {} });
	const helper = engine.credentialsHelper(credentials);
	return { base, helper, additionalData: additionalDataFor(helper, base, 'internal') };
}

function need<T>(methods: Record<string, T> | undefined, name: string): T {
	const method = methods?.[name];
	if (!method) throw new Error(`The node has no method "${name}"`);
	return method;
}
