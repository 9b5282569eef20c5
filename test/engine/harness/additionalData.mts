import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	ICredentialsHelper,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { UnsupportedInEngine } from './unsupported.mts';

const base = 'http://localhost:5678';

let executions = 0;

/** What the server hands to every execution: addresses, credentials, hooks, an execution id. */
export function additionalDataFor(
	credentialsHelper: ICredentialsHelper,
	workflow: IWorkflowBase,
	mode: WorkflowExecuteMode,
	executionTimeoutTimestamp?: number,
): IWorkflowExecuteAdditionalData {
	executions += 1;
	const executionId = String(executions);
	return {
		credentialsHelper,
		executionId,
		executionTimeoutTimestamp,
		workflowId: workflow.id,
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflow),
		currentNodeExecutionIndex: 0,
		variables: {},
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		instanceBaseUrl: `${base}/`,
		restApiUrl: `${base}/rest`,
		formBaseUrl: `${base}/form`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formTestBaseUrl: `${base}/form-test`,
		webhookBaseUrl: `${base}/webhook`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		logAiEvent: () => undefined,
		getRuntimeCredential: async () => undefined,
		getRunExecutionData: async () => undefined,
		executeWorkflow: async () => {
			throw new UnsupportedInEngine('Running a sub-workflow');
		},
		startRunnerTask: async () => {
			throw new UnsupportedInEngine("The Code node's task runner");
		},
	};
}
