import { format, resolveConfig } from 'prettier';
import type { OpenAPI3 } from 'openapi-typescript';
import type { Mapping } from './document.mts';
import { parts } from './parts.mts';

const heading = `// Made from zen-transfers.openapi.yaml by "npm run contract". Changes made here are lost.

`;

/**
 * TypeScript types of the contract. Each comment repeats how well its part is known.
 * @param path where the types will stand; decides the formatting
 */
export async function contractTypes(contract: Mapping, path: string): Promise<string> {
	const { default: openapiTS, astToString } = await import('openapi-typescript');
	const tree = await openapiTS(withSpokenEvidence(contract) as unknown as OpenAPI3);
	const options = await resolveConfig(path);
	return await format(heading + astToString(tree), { ...options, parser: 'typescript' });
}

function withSpokenEvidence(contract: Mapping): Mapping {
	const copy = structuredClone(contract);
	for (const { node } of parts(copy)) {
		const evidence = `Evidence: ${String(node['x-evidence'])}.`;
		node.description = [node.description, evidence, node['x-evidence-note']]
			.filter(Boolean)
			.join('\n\n');
	}
	return copy;
}
