import { NodeHelpers } from 'n8n-workflow';

/**
 * Whether a node of that type runs as a tool of a language model. n8n makes the type `…zenTool` of
 * `…zen` for that. Evidence: `isToolType` is in n8n-workflow 2.8.0 and 2.41.0; where an n8n lacks
 * it, the name is read as it does. `isToolExecution()` of the context is false also in a tool.
 */
export function runsAsTool(nodeType: string): boolean {
	return NodeHelpers.isToolType?.(nodeType) ?? nodeType.endsWith('Tool');
}
