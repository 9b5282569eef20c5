import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { CertificateAuthority, Identity } from '../support/certificates.mts';
import type { AccountState } from './bank/Account.mts';
import { Bank } from './bank/Bank.mts';
import type { Draft } from './bank/Drafts.mts';
import type { IncomingPayment } from './bank/newPayment.mts';
import { type LedgerEntry, ledgerEntry, type Payment } from './bank/payment.mts';
import { Clock } from './Clock.mts';
import { ControlServer } from './control/ControlServer.mts';
import { Faults } from './faults/Faults.mts';
import { operations } from './handlers/index.mts';
import { ApiServer } from './http/ApiServer.mts';
import { Contract } from './http/contract.mts';
import { RequestLog, type SeenRequest } from './http/RequestLog.mts';
import { type Identities, identities } from './identities.mts';
import { type Delivery, notificationOf, Notifier, type NotifyOptions } from './notifications.mts';
import { type Settings, settingsOf, type SimulatorOptions, variantOf } from './options.mts';
import { defaultSeed } from './seed/defaultSeed.mts';
import type { Seed } from './seed/seed.mts';

export interface Stats {
	requests: number;
	connections: number;
	handshakes: number;
	payments: number;
}

/** A stateful ZEN on this machine: mutual TLS, API key, accounts, payments, notifications, faults. */
export class Simulator {
	readonly faults = new Faults();
	/** Can be changed at any time; takes effect from then on. */
	readonly settings: Settings;
	private readonly clock: Clock;
	private readonly log = new RequestLog();
	private readonly stopping = new AbortController();
	private readonly notifier = new Notifier(this.stopping.signal, (note) =>
		this.contract.notification(note),
	);
	private currentSeed: Seed;
	private bank: Bank;
	private api!: ApiServer;
	private control!: ControlServer;
	/** The contract in force, to check answers by. */
	contract!: Contract;

	private constructor(
		private readonly options: SimulatorOptions,
		private readonly made: Identities,
		readonly apiKey: string,
	) {
		// Every answer that waits listens; Node would take that for a leak.
		setMaxListeners(0, this.stopping.signal);
		this.clock = new Clock(options.clock);
		this.settings = settingsOf(options);
		this.currentSeed = options.seed ?? defaultSeed(this.clock.now());
		this.bank = this.openBank(this.currentSeed);
	}

	/** Starts both servers on loopback. */
	static async start(options: SimulatorOptions = {}): Promise<Simulator> {
		const apiKey = options.apiKey ?? randomBytes(24).toString('hex');
		const simulator = new Simulator(options, await identities(options.serverCertificate), apiKey);
		await simulator.listen();
		return simulator;
	}

	/** Where the API is, `https://localhost:<port>`. */
	get url(): string {
		return `https://localhost:${this.api.port}`;
	}

	/** Where the control API is, `http://127.0.0.1:<port>`. */
	get controlUrl(): string {
		return `http://127.0.0.1:${this.control.port}`;
	}

	/** PEM of the authority that signed the server's certificate. */
	get ca(): string {
		return this.made.serverAuthority.certificate;
	}

	/** An EC client certificate that the server accepts. */
	get client(): Identity {
		return this.made.client;
	}

	/** An RSA client certificate that the server accepts. */
	get rsaClient(): Identity {
		return this.made.rsaClient;
	}

	/** Issues further client certificates that the server accepts. */
	get authority(): CertificateAuthority {
		return this.made.clientAuthority;
	}

	get accounts(): AccountState[] {
		return this.bank.accounts.map((account) => account.state());
	}

	/** Back to the seed, without faults, requests, deliveries and waiting timers. Counters of connections go on. */
	reset(): void {
		this.bank = this.openBank(this.currentSeed);
		this.faults.clear();
		this.log.clear();
		this.notifier.clear();
	}

	/** Opens the bank anew from another seed; later resets come back to it. @throws Refusal */
	seed(seed: Seed): void {
		this.bank = this.openBank(seed);
		this.currentSeed = seed;
	}

	/** Every payment since the seed, booked or in progress, the oldest first. */
	ledger(): LedgerEntry[] {
		return this.bank.payments.all.filter(({ seeded }) => !seeded).map(ledgerEntry);
	}

	/** Every draft, the seeded, accepted and deleted ones too, the oldest first. */
	drafts(): Draft[] {
		return this.bank.drafts.all;
	}

	requests(): SeenRequest[] {
		return this.log.list();
	}

	/** Completed TLS handshakes. */
	handshakes(): number {
		return this.api.connections.handshakes;
	}

	/** TCP connections, whether or not TLS came about. */
	connections(): number {
		return this.api.connections.count;
	}

	/** TCP connections that are open at this moment. */
	openConnections(): number {
		return this.api.connections.openNow;
	}

	stats(): Stats {
		return {
			requests: this.log.count,
			connections: this.connections(),
			handshakes: this.handshakes(),
			payments: this.ledger().length,
		};
	}

	/** Settles one payment whatever the rules say, or all in progress as the rules say. @throws Refusal */
	settle(paymentId?: string): LedgerEntry[] {
		const { payments } = this.bank;
		const settled =
			paymentId === undefined
				? payments.inProgress.map((payment) => payments.finish(payment))
				: [payments.settle(paymentId)];
		return settled.map(ledgerEntry);
	}

	/** Rejects one payment, or all in progress. @throws Refusal */
	reject(paymentId?: string, reason = 'Rejected by control'): LedgerEntry[] {
		const { payments } = this.bank;
		const ids = paymentId === undefined ? payments.inProgress.map(({ id }) => id) : [paymentId];
		return ids.map((id) => ledgerEntry(payments.reject(id, reason)));
	}

	/** Lets money arrive. @throws Refusal */
	incoming(payment: IncomingPayment): LedgerEntry {
		return ledgerEntry(this.bank.receive(payment));
	}

	/** Accepts a draft the way a person does in the portal. @throws Refusal */
	accept(draftId: string): LedgerEntry {
		return ledgerEntry(this.bank.acceptDraft(draftId));
	}

	/** Sends notifications about payments as they stand and waits for the answers. @throws Refusal */
	async notify(
		url: string,
		paymentIds: string | string[],
		options?: NotifyOptions,
	): Promise<Delivery[]> {
		const notes = [paymentIds].flat().map((id) => notificationOf(this.bank.payments.get(id)));
		return await this.notifier.send(url, notes, options);
	}

	/** What was notified so far, by itself or on demand. */
	deliveries(): Delivery[] {
		return this.notifier.deliveries();
	}

	/** Moves the time forward and lets happen what becomes due. */
	advance(ms: number): void {
		this.clock.advance(ms);
	}

	/** Ends everything at once, open connections too. */
	async stop(): Promise<void> {
		this.stopping.abort();
		this.clock.clear();
		await Promise.all([this.api.close(), this.control.close()]);
	}

	private async listen(): Promise<void> {
		const { clock, settings, options, faults, log, apiKey } = this;
		this.contract = await Contract.load(operations({ bank: () => this.bank, clock, settings }), {
			overlay: options.overlay,
			variant: variantOf(options),
		});
		this.api = await ApiServer.listen(this.made, options, {
			contract: this.contract,
			faults,
			log,
			settings,
			apiKey,
			clock,
			stopped: this.stopping.signal,
		});
		try {
			this.control = await ControlServer.listen(this, options.controlPort ?? 0);
		} catch (error) {
			await this.api.close();
			throw error;
		}
	}

	private openBank(seed: Seed): Bank {
		const bank = new Bank(seed, this.clock, {
			settings: this.settings,
			onStatus: (payment) => this.announce(payment),
		});
		this.clock.clear(); // what still waits belongs to the bank before
		return bank;
	}

	private announce(payment: Payment): void {
		const { notifyUrl } = this.settings;
		if (notifyUrl) void this.notifier.send(notifyUrl, [notificationOf(payment)]);
	}
}
