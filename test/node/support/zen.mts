import type { IDataObject, NodeParameterValueType } from 'n8n-workflow';
import { ZenApi } from '../../../credentials/ZenApi.credentials';
import { Zen } from '../../../nodes/Zen/Zen.node';
import { ACCOUNT, COMPANIES } from '../../simulator/index.mts';
import type { PaymentOrder } from '../../../nodes/zen-client';
import type { SeenRequest, Simulator } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { engineFor, executeNode, type NodeExecution, type NodeOutcome } from './executeNode.mts';

type Parameters = Record<string, NodeParameterValueType>;

/** An engine with the ZEN node; runs in the same one share n8n's deduplication store. */
export const zenEngine = async () =>
	await engineFor(new Zen(), { credentialTypes: [new ZenApi()] });

/** Runs the ZEN node against a simulator; a new engine, so nothing is remembered, unless one is given. */
export async function runZen(
	simulator: Simulator,
	parameters: Parameters,
	execution: NodeExecution & { credential?: IDataObject } = {},
): Promise<NodeOutcome> {
	const { credential = {}, ...rest } = execution;
	return await executeNode(new Zen(), {
		parameters,
		credentials: { zenApi: { ...credentialFor(simulator), ...credential } },
		credentialTypes: [new ZenApi()],
		...rest,
	});
}

/** What the item in place of one that did not work says. */
export const messageOf = (json: IDataObject[], place = 0): string =>
	String((json[place]?.error as IDataObject | undefined)?.message);

/** Goes on after an item that did not work, with an error item in its place. */
export const CONTINUE = { settings: { onError: 'continueRegularOutput' } } as const;

/** An account or draft by its id, as the resource locator's second mode holds it. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Parameters of Payment → Create for a payment that the default seed allows. */
export const payment = (more: Parameters = {}): Parameters => ({
	resource: 'payment',
	operation: 'create',
	accountId: byId(ACCOUNT.main),
	externalId: 'INV-7',
	amount: '10.50',
	currency: 'EUR',
	title: 'Invoice 7',
	receiverName: COMPANIES[0]!.name,
	receiverAccountNumber: COMPANIES[0]!.accountNumber!,
	...more,
});

/** The same payment as the client takes it. */
export const anOrder = (): PaymentOrder => ({
	accountId: ACCOUNT.main,
	externalId: 'INV-7',
	amount: { value: '10.50', currency: 'EUR' },
	title: 'Invoice 7',
	receiver: { name: 'Someone', accountNumber: 'LT121000011101001000' },
});

/** The requests of a method that reached a simulator. */
export const seen = (simulator: Simulator, method: string, path = ''): SeenRequest[] =>
	simulator.requests().filter((one) => one.method === method && one.path.startsWith(path));
