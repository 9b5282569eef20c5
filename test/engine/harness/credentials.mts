import { getAdditionalKeys } from 'n8n-core';
import { NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { LoadedTypes } from './loadedTypes.mts';
import { CredentialsWithoutServer } from './credentialsWithoutServer.mts';

/** Credentials by the name a node gives; the data is plain, as typed into n8n's form. */
export type CredentialsByName = Record<string, ICredentialDataDecryptedObject>;

/** Hands nodes their credentials as n8n's server does: defaults filled in, expressions resolved. */
export class GivenCredentials extends CredentialsWithoutServer {
	constructor(
		types: LoadedTypes,
		private readonly given: CredentialsByName,
	) {
		super(types);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		{ name }: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveWith?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.given[name];
		if (!stored) throw new Error(`No credential named "${name}" was given to the engine`);
		if (raw) return stored;

		const properties = this.getCredentialsProperties(type);
		const complete = NodeHelpers.getNodeParameters(
			properties,
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const resolved = resolveWith
			? resolveWith.workflow.expression.getParameterValue(
					complete,
					resolveWith.runExecutionData,
					resolveWith.runIndex,
					resolveWith.itemIndex,
					resolveWith.node.name,
					resolveWith.connectionInputData,
					mode,
					keys,
					executeData,
					false,
					complete,
				)
			: this.bare().expression.getComplexParameterValue(
					bareNode,
					complete,
					mode,
					keys,
					undefined,
					undefined,
					complete,
				);
		return resolved as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions,
		workflow: Workflow = this.bare(),
		node: INode = bareNode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.types.getCredentialType(typeName);
		if (!authenticate) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		const keys = { $credentials: credentials };
		return fillIn(authenticate.properties, options, (text) =>
			workflow.expression.getSimpleParameterValue(node, text, 'internal', keys, undefined, ''),
		);
	}

	private bare(): Workflow {
		return new Workflow({
			nodes: [bareNode],
			connections: {},
			active: false,
			nodeTypes: this.types,
		});
	}
}

/** Declarative authentication: adds headers, query or body entries, which may be expressions. */
function fillIn(
	properties: IAuthenticateGeneric['properties'],
	options: IHttpRequestOptions,
	resolve: (text: string) => unknown,
): IHttpRequestOptions {
	const filled: Record<string, unknown> = { ...options };
	for (const [part, entries] of Object.entries(properties)) {
		const added = Object.entries(entries as Record<string, string>).map(([key, value]) => [
			resolve(key),
			resolve(value),
		]);
		filled[part] = { ...(filled[part] as object), ...Object.fromEntries(added) };
	}
	return filled as unknown as IHttpRequestOptions;
}

/** Expressions are resolved as some node's; outside an execution it is this one. */
const bareNode: INode = {
	id: 'credential',
	name: 'Credential',
	type: 'n8n-nodes-base.noOp',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
