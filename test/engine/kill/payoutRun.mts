// One run of a payout batch in n8n's engine, in a process of its own that may be killed at any time.
// Prints the outcome of each item as JSON when it gets to its end.
import { readFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { ZenApi } from '../../../credentials/ZenApi.credentials';
import { ZenLedgerApi } from '../../../credentials/ZenLedgerApi.credentials';
import { Zen } from '../../../nodes/Zen/Zen.node.ts';
import { engineFor, executeNode } from '../../node/support/executeNode.mts';
import { hurry } from '../../support/hurry.mts';
import type { RunOrder } from './order.mts';

async function main(order: RunOrder): Promise<void> {
	hurry(2_000);
	const credentialTypes = [new ZenApi(), new ZenLedgerApi()];
	const engine = await engineFor(new Zen(), {
		credentialTypes,
		deduplicationFile: order.deduplicationFile,
	});
	process.send?.('running');
	const { json } = await executeNode(new Zen(), {
		engine,
		parameters: order.parameters as never,
		items: order.items,
		credentials: {
			zenApi: order.credential,
			...(order.ledger && { zenLedgerApi: order.ledger }),
		},
		credentialTypes,
		workflowId: order.workflowId,
		settings: order.settings,
	});
	const outcomes = json.map((item) => {
		const end = (item.error ?? item) as IDataObject;
		return [end.externalId, end.outcome];
	});
	process.stdout.write(JSON.stringify(outcomes));
}

main(JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as RunOrder).catch((error) => {
	process.stderr.write(String(error));
	process.exitCode = 1;
});
