import type { Example } from '../n8n/examples.mts';

const TRIGGER = 'n8n-nodes-zen.zenTrigger';

interface Around {
	/** Where n8n is. */
	n8nUrl: string;
	/** Where the simulator's control API is. */
	controlUrl: string;
	accountId: string;
	/** A payment that has just arrived. */
	paymentId: string;
}

/**
 * What to type so that a trigger of an example starts, with the addresses that really hold.
 *
 * @returns lines for a shell, each below what it does; none for an example without a ZEN Trigger
 */
export function triggerLines(example: Example, around: Around): string[] {
	const { n8nUrl, controlUrl, accountId, paymentId } = around;
	const webhookId = example.nodes.find(({ type }) => type === TRIGGER)?.webhookId;
	if (webhookId === undefined) return [];
	const post = (path: string, body: object) =>
		`curl -X POST ${controlUrl}${path} -H 'Content-Type: application/json' -d '${JSON.stringify(body)}'`;
	const url = `${n8nUrl}/webhook-test/${webhookId}/zen`;
	return [
		`# "${example.name}": open it, press Execute workflow, then notify`,
		post('/notify', { url, paymentId }),
		'# money arrives; its paymentId may take the place of the one above',
		post('/incoming', { accountId, amount: '12.30', title: 'Order 7' }),
	];
}
