import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';
import type { ICredentials, INodeProperties } from 'n8n-workflow';
import type { LoadedTypes } from './loadedTypes.mts';
import { UnsupportedInEngine } from './unsupported.mts';

/** What n8n asks about credential types, and a refusal of what needs its database. */
export abstract class CredentialsWithoutServer extends ICredentialsHelper {
	constructor(protected readonly types: LoadedTypes) {
		super();
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		const { extends: parents = [], properties } = this.types.getCredentialType(type);
		const merged: INodeProperties[] = [];
		for (const parent of parents) {
			NodeHelpers.mergeNodeProperties(merged, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(merged, properties);
		return merged;
	}

	getParentTypes(name: string): string[] {
		const parents = this.types.getCredentialType(name).extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	isCredentialUsableByNode(type: string, nodeType: string): boolean {
		const { restrictToSupportedNodes, supportedNodes = [] } = this.types.getCredentialType(type);
		return !restrictToSupportedNodes || supportedNodes.includes(nodeType.split('.').pop() ?? '');
	}

	async preAuthentication(_helpers: unknown, _data: unknown, typeName: string): Promise<undefined> {
		if (this.types.getCredentialType(typeName).preAuthentication) {
			throw new UnsupportedInEngine('A credential with a preAuthentication step');
		}
		return undefined;
	}

	async runPreAuthentication(helpers: unknown, data: unknown, typeName: string) {
		return await this.preAuthentication(helpers, data, typeName);
	}

	async getCredentials(): Promise<ICredentials> {
		throw new UnsupportedInEngine('Reading a credential in its encrypted form');
	}

	async updateCredentials(): Promise<void> {
		throw new UnsupportedInEngine('Saving a credential');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new UnsupportedInEngine('OAuth');
	}
}
