import { createServer, type Server } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse, stringify } from 'lossless-json';
import { Agent, request } from 'undici';
import { identities } from '../../simulator/identities.mts';
import type { Simulator } from '../../simulator/index.mts';

type Fields = Record<string, unknown>;

/** What is other about it, told from the other side than a correction: nothing is taken from there. */
export interface Differences {
	/** Its calls, as `POST /v2/transfers`, and the simulator's, in their order; `:id` is an ID. */
	calls: Array<[theirs: string, simulator: string]>;
	/** Its query parameters, and the simulator's. */
	query: Record<string, string>;
	/** What the simulator is sent for a body. */
	body(sent: Fields): Fields;
	/** What comes back for an answer of the simulator. */
	answer(told: unknown): unknown;
}

/** A ZEN with another contract: it stands before a simulator and renames whatever goes through it. */
export class OtherZen {
	/** All that was asked of it: method and path. */
	readonly asked: string[] = [];
	/** The bodies that it was sent. */
	readonly bodies: Fields[] = [];
	private readonly agent: Agent;

	private constructor(
		private readonly simulator: Simulator,
		private readonly differences: Differences,
		private readonly server: Server,
	) {
		const { certificate: cert, privateKey: key } = simulator.client;
		this.agent = new Agent({ connect: { cert, key, ca: simulator.ca } });
		server.on('request', (incoming, outgoing) => {
			this.pass(incoming).then(
				({ status, headers, body }) => outgoing.writeHead(status, headers).end(body),
				(error: Error) => outgoing.writeHead(500).end(error.message),
			);
		});
	}

	static async start(simulator: Simulator, differences: Differences): Promise<OtherZen> {
		const { server, clientAuthority } = await identities();
		const listening = createServer({
			cert: server.certificate,
			key: server.privateKey,
			ca: clientAuthority.certificate,
			requestCert: true,
		});
		await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
		return new OtherZen(simulator, differences, listening);
	}

	get url(): string {
		return `https://localhost:${(this.server.address() as AddressInfo).port}`;
	}

	/** Forgets what it was asked. */
	reset(): void {
		this.asked.length = 0;
		this.bodies.length = 0;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((done) => this.server.close(done));
		await this.agent.close();
	}

	private async pass(incoming: IncomingMessage) {
		const { method = '', url = '' } = incoming;
		const { pathname, searchParams } = new URL(url, this.url);
		this.asked.push(`${method} ${pathname}`);
		const call = this.callFor(`${method} ${pathname}`);
		if (!call) return { status: 404, headers: {}, body: '' };
		const [to = '', path = ''] = call.split(' ');
		const target = new URL(path, this.simulator.url);
		for (const [name, value] of searchParams) {
			target.searchParams.append(this.differences.query[name] ?? `unknown_${name}`, value);
		}
		const sent = Buffer.concat(await incoming.toArray()).toString();
		if (sent !== '') this.bodies.push(JSON.parse(sent) as Fields);
		const { authorization, accept } = incoming.headers;
		const { statusCode, headers, body } = await request(target, {
			method: to as 'GET',
			dispatcher: this.agent,
			headers: { authorization, accept, ...(sent && { 'content-type': 'application/json' }) },
			body: sent === '' ? null : JSON.stringify(this.differences.body(JSON.parse(sent) as Fields)),
		});
		const told = Buffer.from(await body.arrayBuffer());
		const { date, 'content-type': type = '' } = headers;
		const isJson = String(type).includes('json');
		return {
			status: statusCode,
			headers: { date: String(date), 'content-type': String(type) },
			body: isJson ? stringify(this.differences.answer(parse(told.toString()))) : told,
		};
	}

	/** The simulator's method and path for one of this ZEN's. */
	private callFor(asked: string): string | undefined {
		for (const [theirs, ours] of this.differences.calls) {
			const found = new RegExp(`^${theirs.replace(':id', '([^/]+)')}$`).exec(asked);
			if (found) return ours.replace(':id', found[1] ?? '');
		}
		return undefined;
	}
}
