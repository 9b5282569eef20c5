import { Simulator } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { median, quantile } from '../median.mts';
import { StartedN8n } from '../StartedN8n.mts';
import { installNothing, NOTHING } from './nothing.mts';
import { type Answer, Target } from './Target.mts';

export interface Size {
	/** How often each. */
	rounds: number;
	/** Notifications one after the other. */
	inTurn: number;
	/** Notifications all together. */
	burst: number;
}

export const WHOLE: Size = { rounds: 3, inTurn: 50, burst: 120 };
export const SHORT: Size = { rounds: 1, inTurn: 5, burst: 40 };

/** What became of the notifications that one trigger was sent. */
export interface Notified {
	trigger: string;
	/** Median of those one after the other, ms. */
	oneMs: number;
	/** Of a burst, from the first that is sent to the last that is answered: notifications a second. */
	perSecond: number;
	/** How long the middle one of a burst waits, and one of a hundred, ms. */
	middleMs: number;
	slowestMs: number;
	/** How many of a burst were answered with 200, at least. */
	answered: number;
}

export interface Found {
	n8n: string;
	burst: number;
	notified: Notified[];
}

/** Notifications in the real n8n: to its Webhook node, to a trigger that does nothing, to the ZEN Trigger. */
export async function measureNotifications(size: Size): Promise<Found> {
	const simulator = await Simulator.start();
	const started = await StartedN8n.open(installNothing);
	try {
		const id = await started.credential('ZEN', 'zenApi', credentialFor(simulator));
		const target = async (path: string, node: object) =>
			await Target.publish(started, simulator, path, { typeVersion: 1, ...node });
		const webhook = {
			...{ type: 'n8n-nodes-base.webhook', typeVersion: 2, webhookId: 'webhook' },
			parameters: { httpMethod: 'POST', path: 'webhook', responseMode: 'onReceived' },
		};
		const zen = {
			...{ type: 'n8n-nodes-zen.zenTrigger', webhookId: 'money' },
			credentials: { zenApi: { id, name: 'ZEN' } },
		};
		const targets = {
			"n8n's Webhook node": await target('webhook', webhook),
			'A community trigger that does nothing': await target('none/nothing', {
				...{ type: NOTHING, webhookId: 'none' },
			}),
			'ZEN Trigger': await target('money/zen', zen),
		};
		return {
			...{ n8n: started.n8n.version, burst: size.burst },
			notified: await measure(targets, size),
		};
	} finally {
		await started.remove();
		await simulator.stop();
	}
}

/** All in turns, so that each has its part of what else goes on. */
async function measure(targets: Record<string, Target>, size: Size): Promise<Notified[]> {
	const found = Object.keys(targets).map((trigger) => ({
		trigger,
		ones: [] as Answer[],
		bursts: [] as Answer[][],
	}));
	for (let round = 0; round < size.rounds; round++) {
		for (const { trigger, ones, bursts } of found) {
			ones.push(...(await targets[trigger]!.inTurn(size.inTurn)));
			bursts.push(await targets[trigger]!.burst(size.burst));
		}
	}
	return found.map(({ trigger, ones, bursts }) => {
		const whole = (of: (times: number[]) => number) =>
			median(bursts.map((burst) => of(burst.map(({ ms }) => ms))));
		return {
			trigger,
			oneMs: median(ones.map(({ ms }) => ms)),
			perSecond: (1000 * size.burst) / whole((times) => Math.max(...times)),
			middleMs: whole(median),
			slowestMs: whole((times) => quantile(times, 0.99)),
			answered: Math.min(
				...bursts.map((burst) => burst.filter(({ status }) => status === 200).length),
			),
		};
	});
}

/** What was counted otherwise than it has to be, a sentence each. */
export function wrongCounts({ burst, notified }: Found): string[] {
	return notified
		.filter(({ answered }) => answered !== burst)
		.map(({ trigger, answered }) => `${trigger}: ${answered} of ${burst} were answered with 200`);
}
