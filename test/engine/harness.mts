import './harness/environment.mts';
import { resolve } from 'node:path';
import { setGlobalState } from 'n8n-workflow';
import { prepareBinaryStorage } from './harness/binary.mts';
import type { CredentialsByName } from './harness/credentials.mts';
import { DeduplicationStore } from './harness/deduplication.mts';
import { Engine } from './harness/engine.mts';
import { LoadedTypes, type TypeSources } from './harness/loadedTypes.mts';

export { runAsAgentTool, type AgentCall } from './harness/agentTool.mts';
export { readBinary, type BinaryFile } from './harness/binary.mts';
export type { CredentialsByName } from './harness/credentials.mts';
export { listSearch, loadOptions, testCredential, type OpenNode } from './harness/calls.mts';
export { Engine, type RunOptions } from './harness/engine.mts';
export type { NodeResult, NodeRun, RunError, RunResult } from './harness/results.mts';
export type { WorkflowJson } from './harness/workflow.mts';

// n8n's own is that of New York, where it is another day for a part of each.
setGlobalState({ defaultTimezone: 'UTC' });

/** The root folder of this package. */
export const projectRoot = resolve(import.meta.dirname, '../..');

export interface EngineOptions extends Partial<TypeSources> {
	/** Default: this package as built. n8n's own nodes are always there. */
	packageDirs?: string[];
	/** For all runs, by the name that a node's `credentials` gives. */
	credentials?: CredentialsByName;
	/** Keeps n8n's deduplication store across processes. */
	deduplicationFile?: string;
}

/**
 * Starts n8n's real execution engine, without n8n's server: real nodes, expressions, pairing, retry
 * and continue-on-fail. What belongs to the server (task runner, sub-workflows, OAuth) says so.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
	const { packageDirs = [projectRoot], nodes = {}, credentialTypes = [] } = options;
	await prepareBinaryStorage();
	const types = await LoadedTypes.load({ packageDirs, nodes, credentialTypes });
	const store = new DeduplicationStore(options.deduplicationFile);
	return new Engine(types, store, options.credentials ?? {});
}
