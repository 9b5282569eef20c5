import { only, readIdentity, ZenError } from '../../../nodes/zen-client';
import { readObject } from '../../../nodes/zen-client/answers';
import { Caller } from '../../../nodes/zen-client/caller';
import type { Call, Deadlines } from '../../../nodes/zen-client/caller';
import { openTransport } from '../../../nodes/zen-client/transport/chosen';
import type { TransportLimits } from '../../../nodes/zen-client/transport/port';
import { httpRequest } from '../../support/httpHelper.mts';
import { ACCOUNT, COMPANIES } from '../../simulator/index.mts';
import type { Simulator } from '../../simulator/index.mts';

export const READ: Call = {
	method: 'GET',
	path: `/accounts/v1.0/${ACCOUNT.main}`,
	subject: 'the account',
};
export const WRITE: Call = {
	method: 'POST',
	path: '/payments/v1.0',
	subject: 'payment "INV-7"',
	body: {
		accountId: ACCOUNT.main,
		externalId: 'INV-7',
		title: 'Invoice 7',
		amount: { value: '10.50', currency: 'EUR' },
		receiver: { name: COMPANIES[0]!.name, accountNumber: COMPANIES[0]!.accountNumber! },
	},
};

export interface World {
	baseUrl?: string;
	limits?: Partial<TransportLimits>;
	sleep?: (ms: number) => Promise<void>;
	random?: number;
	signal?: AbortSignal;
	attempts?: number;
	deadlines?: Partial<Deadlines>;
}

/** Makes a call with the simulator's certificate, and hands back how it ended. */
export async function outcomeAt(simulator: Simulator, call: Call, world: World = {}) {
	const { baseUrl = simulator.url, limits, sleep = async () => {}, random = 1 } = world;
	const { signal, attempts, deadlines } = world;
	const { certificate: clientCertificate, privateKey } = simulator.client;
	const tls = readIdentity({ clientCertificate, privateKey, ca: simulator.ca }, new Date());
	const transport = openTransport(tls, new URL(baseUrl).origin, { limits, httpRequest });
	const now = () => Date.now();
	const surroundings = { sleep, now, random: () => random, signal, attempts, deadlines };
	const caller = new Caller(transport, baseUrl, `Bearer ${simulator.apiKey}`, surroundings);
	return await caller.call(call, readObject).then(
		(answer) => ({ outcome: 'accepted', answer }),
		(error) => only(ZenError, error),
	);
}
