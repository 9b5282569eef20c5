import { Agent, type Dispatcher, request } from 'undici';
import type { Identity } from '../../support/certificates.mts';
import { ACCOUNT, COMPANIES, type Simulator } from '../index.mts';

export interface Answered {
	status: number;
	headers: Record<string, string | string[] | undefined>;
	bytes: Buffer;
	text: string;
	/** The parsed body. @throws SyntaxError when it is not JSON */
	json<T = unknown>(): T;
}

export interface CallerOptions {
	/** Null for none; the simulator's own EC one unless told. */
	identity?: Identity | null;
	/** The Authorization header; `Bearer <key>` unless told, null for none. */
	authorization?: string | null;
	/** Who is trusted to have signed the server's certificate, PEM. */
	ca?: string;
	/** Further headers, or others in the place of the usual ones. */
	headers?: Record<string, string>;
	/** The most connections; one unless told. */
	connections?: number;
}

/** A plain client of the simulator: mutual TLS and the key, nothing clever. */
export class Caller {
	private readonly agent: Agent;

	constructor(
		private readonly simulator: Simulator,
		private readonly options: CallerOptions = {},
	) {
		const { identity = simulator.client, ca = simulator.ca, connections = 1 } = options;
		this.agent = new Agent({
			connections,
			connect: { ca, cert: identity?.certificate, key: identity?.privateKey },
		});
	}

	/** One request. @throws what undici throws when no answer comes */
	async call(method: Dispatcher.HttpMethod, path: string, body?: unknown): Promise<Answered> {
		const { authorization = `Bearer ${this.simulator.apiKey}`, headers: further } = this.options;
		const {
			statusCode,
			headers,
			body: stream,
		} = await request(this.simulator.url + path, {
			method,
			dispatcher: this.agent,
			headers: {
				...(authorization !== null && { authorization }),
				...(body !== undefined && { 'content-type': 'application/json' }),
				...further,
			},
			...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
		});
		const bytes = Buffer.from(await stream.arrayBuffer());
		const text = bytes.toString();
		const json = function <T>() {
			return JSON.parse(text) as T;
		};
		return { status: statusCode, headers, bytes, text, json };
	}

	async get(path: string): Promise<Answered> {
		return await this.call('GET', path);
	}

	async post(path: string, body: unknown): Promise<Answered> {
		return await this.call('POST', path, body);
	}

	async delete(path: string): Promise<Answered> {
		return await this.call('DELETE', path);
	}

	/** Creates a payment. */
	async pay(change: Record<string, unknown> = {}): Promise<Answered> {
		return await this.post('/payments/v1.0', paymentBody(change));
	}

	async close(): Promise<void> {
		await this.agent.destroy();
	}
}

/** A payment of 10.00 EUR from the main account; what is given replaces it field by field. */
export function paymentBody(change: Record<string, unknown> = {}): Record<string, unknown> {
	const payee = COMPANIES[0];
	return {
		accountId: ACCOUNT.main,
		externalId: 'INV-1',
		title: 'Invoice 1',
		amount: { value: '10.00', currency: 'EUR' },
		receiver: { name: payee?.name, accountNumber: payee?.accountNumber },
		...change,
	};
}
