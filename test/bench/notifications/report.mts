import { origin, table } from '../markdown.mts';
import type { Found } from './measure.mts';

/** What was measured, as Markdown that prettier leaves as it is. */
export function reportOf({ n8n, burst, notified }: Found): string {
	const rows = notified.map(({ trigger, oneMs, perSecond, middleMs, slowestMs, answered }) => ({
		Trigger: trigger,
		'One, ms': oneMs.toFixed(1),
		[`${burst} at once: a second`]: perSecond.toFixed(0),
		'middle one, ms': middleMs.toFixed(0),
		'99 of 100, ms': slowestMs.toFixed(0),
		'answered with 200': answered,
	}));
	return `## Notifications

${origin('notifications', n8n)}

Until a notification is answered, in turns; medians. The ZEN Trigger has asked ZEN about the payment by then, over a connection that is open.
What a community trigger costs that does nothing is what n8n itself takes for one.

${table(rows)}
`;
}
