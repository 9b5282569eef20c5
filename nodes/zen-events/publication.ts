import type { IHookFunctions, IPollFunctions } from 'n8n-workflow';

// n8n itself starts again, or another of its processes takes over: nobody published anything.
const RESTARTS = ['init', 'leadershipChange'];

/**
 * Notes in the workflow's static data when it was published, for {@link publishedBefore}.
 *
 * n8n saves a workflow's static data as a whole, so a notification that comes within the second of
 * publication can be saved over what the polling trigger of the same workflow has just noted.
 */
export function notePublication(context: IHookFunctions): void {
	if (context.getMode() === 'manual' || RESTARTS.includes(context.getActivationMode())) return;
	context.getWorkflowStaticData('global').zenPublishedAt = new Date().toISOString();
}

/**
 * For a poll that finds nothing noted: when the workflow was published, if that was before n8n
 * started. Then the notes got lost, and this is not the first poll. UTC ISO 8601.
 */
export function publishedBefore(context: IPollFunctions): string | undefined {
	if (!RESTARTS.includes(context.getActivationMode())) return undefined;
	const { zenPublishedAt } = context.getWorkflowStaticData('global');
	return typeof zenPublishedAt === 'string' ? zenPublishedAt : undefined;
}
