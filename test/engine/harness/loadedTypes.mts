import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import { NodeHelpers } from 'n8n-workflow';
import type { ICredentialType, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { assertBuilt } from './built.mts';

type AnyNodeType = INodeType | IVersionedNodeType;

export interface TypeSources {
	/** Root folders of built packages; their `n8n` section says what they hold. */
	packageDirs: string[];
	/** Node types as instances, by their full type name (`package.node`). */
	nodes: Record<string, AnyNodeType>;
	/** Credential types as instances. */
	credentialTypes: ICredentialType[];
}

/** Finds node and credential types where n8n does: in packages, through n8n's own loaders. */
export class LoadedTypes implements INodeTypes {
	private constructor(
		private readonly loaders: PackageDirectoryLoader[],
		private readonly instances: Map<string, AnyNodeType>,
		private readonly credentialTypes: Map<string, ICredentialType>,
	) {}

	static async load({ packageDirs, nodes, credentialTypes }: TypeSources): Promise<LoadedTypes> {
		const loaders = [await (nodesBase ??= loadNodesBase())];
		for (const directory of packageDirs) loaders.push(await loadPackage(directory));
		return new LoadedTypes(
			loaders,
			new Map(Object.entries(nodes)),
			new Map(credentialTypes.map((type) => [type.name, type])),
		);
	}

	getByName(type: string): AnyNodeType {
		const instance = this.instances.get(type);
		if (instance) return instance;
		const dot = type.lastIndexOf('.');
		const packageName = type.slice(0, dot);
		const loader = this.loaders.find((candidate) => candidate.packageName === packageName);
		if (!loader) throw new Error(`No package "${packageName}" is loaded (for node type ${type})`);
		return loader.getNode(type.slice(dot + 1)).type;
	}

	getByNameAndVersion(type: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(type), version);
	}

	getKnownTypes() {
		return Object.assign({}, ...this.loaders.map(({ known }) => known.nodes));
	}

	/** @throws when no loaded package has a credential type of that name */
	getCredentialType(name: string): ICredentialType {
		const instance = this.credentialTypes.get(name);
		if (instance) return instance;
		const loader = this.loaders.find(({ known }) => name in known.credentials);
		if (!loader) throw new Error(`No loaded package has the credential type "${name}"`);
		return loader.getCredential(name).type;
	}
}

let nodesBase: Promise<PackageDirectoryLoader> | undefined;

/** Takes a third of a second, so all engines of a process share it. */
async function loadNodesBase(): Promise<PackageDirectoryLoader> {
	const manifest = createRequire(import.meta.filename).resolve('n8n-nodes-base/package.json');
	const loader = new LazyPackageDirectoryLoader(dirname(manifest));
	await loader.loadAll();
	// The descriptions of 500 nodes, which only the editor needs.
	loader.releaseTypes();
	return loader;
}

async function loadPackage(directory: string): Promise<PackageDirectoryLoader> {
	const loader = new PackageDirectoryLoader(directory);
	const { nodes = [], credentials = [] } = loader.packageJson.n8n ?? {};
	assertBuilt(directory, [...nodes, ...credentials]);
	await loader.loadAll();
	return loader;
}
