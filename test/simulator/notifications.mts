import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { Payment } from './bank/payment.mts';
import { randomFrom, shuffled } from './random.mts';

/** The flat object that ZEN sends (observed; `OUT` is assumed). */
export interface Notification {
	paymentId: string;
	externalId: string | null;
	direction: 'IN' | 'OUT';
	transactionStatus: string;
	accountId: string;
}

export interface NotifyOptions {
	/** How often each one is sent. Once unless told. */
	times?: number;
	/** Waits before each sending, ms. */
	delayMs?: number;
	/** Sends them in another order, reproducibly. */
	shuffle?: boolean;
	/** Picks that order; 1 unless told. */
	seed?: number;
	/** Sends all of them at the same time instead of one after the other. */
	atOnce?: boolean;
	/** Further headers, such as a shared secret's. */
	headers?: Record<string, string>;
	/** Replaces fields: a stale status, another account, something that ZEN would not send. */
	fields?: Record<string, unknown>;
}

/** One notification and what came of it. */
export interface Delivery {
	url: string;
	notification: Notification;
	/** The answer's status; null when none came. */
	status: number | null;
	/** The answer's body; why there is no answer when none came. */
	body: string;
}

export function notificationOf(payment: Payment): Notification {
	return {
		paymentId: payment.id,
		externalId: payment.externalId,
		direction: payment.direction === 'INCOMING' ? 'IN' : 'OUT',
		transactionStatus: payment.status,
		accountId: payment.accountId,
	};
}

/** Sends notifications and remembers what was answered. ZEN is not known to repeat one, so neither do we. */
export class Notifier {
	private log: Delivery[] = [];

	/** @param worded the notification as the contract in force has it */
	constructor(
		private readonly stopped: AbortSignal,
		private readonly worded: (note: Notification) => Notification,
	) {}

	deliveries(): Delivery[] {
		return [...this.log];
	}

	clear(): void {
		this.log = [];
	}

	async send(url: string, notes: Notification[], options: NotifyOptions = {}): Promise<Delivery[]> {
		const { times = 1, seed = 1 } = options;
		const repeated = notes.flatMap((note) => Array.from({ length: times }, () => note));
		const queue = options.shuffle ? shuffled(repeated, randomFrom(seed)) : repeated;
		if (options.atOnce) {
			return await Promise.all(queue.map(async (note) => await this.post(url, note, options)));
		}
		const deliveries: Delivery[] = [];
		for (const note of queue) deliveries.push(await this.post(url, note, options));
		return deliveries;
	}

	private async post(url: string, note: Notification, options: NotifyOptions): Promise<Delivery> {
		const notification = { ...this.worded(note), ...options.fields } as Notification;
		const delivery = { url, notification, ...(await this.answerTo(url, notification, options)) };
		this.log.push(delivery);
		return delivery;
	}

	private async answerTo(url: string, note: Notification, { delayMs = 0, headers }: NotifyOptions) {
		try {
			if (delayMs > 0) await sleep(delayMs, undefined, { signal: this.stopped });
			const { statusCode, body } = await request(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(note),
				signal: this.stopped,
				headersTimeout: 30_000,
			});
			return { status: statusCode, body: await body.text() };
		} catch (error) {
			return { status: null, body: error instanceof Error ? error.message : String(error) };
		}
	}
}
