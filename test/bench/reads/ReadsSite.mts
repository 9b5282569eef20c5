import type { Rest } from '../../e2e/n8n/Rest.mts';
import { ACCOUNT, Simulator, type SimulatorOptions } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { StartedN8n } from '../StartedN8n.mts';
import { ReadFlow } from './ReadFlow.mts';

/** So many reads at once where all have the same fixed number. */
export const FIXED = 16;

/** A ZEN behind a link, and the ways to read it. */
export class Link {
	private constructor(
		readonly simulator: Simulator,
		private readonly rest: Rest,
		private readonly credentialId: string,
		/** The ZEN node as it comes. */
		readonly zen: ReadFlow,
		/** The ZEN node with *Reads at Once* at {@link FIXED}. */
		readonly fixed: ReadFlow,
		/** n8n's HTTP Request node with the same certificate. */
		readonly http: ReadFlow,
	) {}

	static async open(started: StartedN8n, name: string, options: SimulatorOptions): Promise<Link> {
		const { n8n, rest } = started;
		const simulator = await Simulator.start(options);
		const zenApi = await started.credential(name, 'zenApi', credentialFor(simulator));
		const { ca, client, url, apiKey } = simulator;
		const ssl = { ca, cert: client.certificate, key: client.privateKey, passphrase: '' };
		const httpSslAuth = await started.credential(name, 'httpSslAuth', ssl);
		const flow = async (kind: string, node: object) =>
			await ReadFlow.publish(n8n, rest, simulator, `${kind}-${name}`, { ...node });
		const zen = (parameters: object) => ({
			type: 'n8n-nodes-zen.zen',
			typeVersion: 1,
			credentials: { zenApi: { id: zenApi, name } },
			parameters: {
				...{ resource: 'account', operation: 'get' },
				accountId: { __rl: true, mode: 'id', value: ACCOUNT.main },
				...parameters,
			},
		});
		const http = {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			credentials: { httpSslAuth: { id: httpSslAuth, name } },
			parameters: {
				url: `${url}/accounts/v1.0/${ACCOUNT.main}`,
				provideSslCertificates: true,
				sendHeaders: true,
				headerParameters: { parameters: [{ name: 'Authorization', value: `Bearer ${apiKey}` }] },
				options: {},
			},
		};
		return new Link(
			simulator,
			rest,
			zenApi,
			await flow('zen', zen({})),
			await flow('fixed', zen({ options: { readsAtOnce: FIXED } })),
			await flow('http', http),
		);
	}

	/** A certificate that the node has not seen: no connection is open with it, and nothing learnt. */
	async anew(): Promise<void> {
		const { certificate, privateKey } = await this.simulator.authority.issue({
			commonName: 'client of the benchmark',
		});
		const data = { ...credentialFor(this.simulator), clientCertificate: certificate, privateKey };
		const path = `/credentials/${this.credentialId}`;
		await this.rest.patch(path, { name: 'ZEN API', type: 'zenApi', data });
	}
}

/** The real n8n, and a simulated ZEN behind each of some links. */
export class ReadsSite {
	private readonly links: Link[] = [];

	private constructor(private readonly started: StartedN8n) {}

	static async open(): Promise<ReadsSite> {
		return new ReadsSite(await StartedN8n.open());
	}

	/** The Node that n8n runs on. */
	get node(): string {
		return this.started.node;
	}

	get version(): string {
		return this.started.n8n.version;
	}

	/** @param roundTripMs see `SimulatorOptions` */
	async link(roundTripMs: number): Promise<Link> {
		const name = `${this.links.length}-${roundTripMs}`;
		const link = await Link.open(this.started, name, { roundTripMs });
		this.links.push(link);
		return link;
	}

	async close(): Promise<void> {
		await this.started.remove();
		await Promise.all(this.links.map(async ({ simulator }) => await simulator.stop()));
	}
}
