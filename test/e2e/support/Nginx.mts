import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import getPort from 'get-port';
import type { Simulator } from '../../simulator/index.mts';
import type { CertificateAuthority } from '../../support/certificates.mts';
import { program } from '../install/program.mts';
import { accepts } from '../scaleOut/accepts.mts';
import { Service } from './Service.mts';
import { until } from './until.mts';

const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

interface Around {
	/** Signs the gateway's own certificate. */
	authority: CertificateAuthority;
	/** PEM of those whose client certificates are let in. */
	clients: string;
	simulator: Simulator;
}

/**
 * Debian's nginx as the gateway in front of a simulator: it ends TLS, asks for the client's certificate,
 * and shows one of its own further on.
 */
export class Nginx {
	private service!: Service;

	private constructor(
		private readonly folder: string,
		private readonly ports: { gateway: number; forgetful: number },
		private readonly target: string,
		/** PEM of the authority that signed its own certificate. */
		readonly ca: string,
	) {}

	/** @param folder where everything it writes goes */
	static async start(folder: string, around: Around): Promise<Nginx> {
		const { authority, clients, simulator } = around;
		const own = await authority.issue({ commonName: 'localhost', usage: 'server' });
		const files = {
			'server.pem': own.certificate,
			'server.key': own.privateKey,
			'clients.pem': clients,
			'further.pem': simulator.client.certificate,
			'further.key': simulator.client.privateKey,
			'simulator.pem': simulator.ca,
		};
		for (const [name, text] of Object.entries(files)) {
			writeFileSync(join(folder, name), text, { mode: 0o600 });
		}
		const ports = { gateway: await getPort(), forgetful: await getPort() };
		const nginx = new Nginx(folder, ports, simulator.url, authority.certificate);
		nginx.write([]);
		nginx.service = Service.start({
			command: await program('nginx'),
			args: ['-c', nginx.settings, '-e', join(folder, 'error.log')],
			env: process.env,
			cwd: folder,
			logFile: join(folder, 'nginx.log'),
		});
		await nginx.service.ready(async () => await accepts(ports.gateway), 30_000);
		return nginx;
	}

	/** Where clients go. */
	get url(): string {
		return `https://localhost:${this.ports.gateway}`;
	}

	/** The same behind a proxy that takes TLS apart and so shows no client's certificate further on. */
	get forgetfulUrl(): string {
		return `https://localhost:${this.ports.forgetful}`;
	}

	/** Serves by other directives from now on, and is back only when it does. */
	async serve(...directives: string[]): Promise<void> {
		this.write(directives);
		const before = this.workers;
		this.reload();
		await until(() => (this.workers.some((pid) => before.includes(pid)) ? undefined : true), {
			what: 'nginx has other workers',
			everyMs: 20,
		});
	}

	/** What `nginx -s reload` does: new workers, and the old ones end when their requests are done. */
	reload(): void {
		process.kill(this.service.pid, 'SIGHUP');
	}

	async stop(): Promise<void> {
		await this.service.stop();
	}

	private get settings(): string {
		return join(this.folder, 'nginx.conf');
	}

	/** The processes that serve, but for those that are about to end. */
	private get workers(): number[] {
		const { pid } = this.service;
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
		return children.filter((child) => child !== '' && !isEnding(child)).map(Number);
	}

	private write(directives: string[]): void {
		const { folder, ports, target } = this;
		const file = (name: string) => join(folder, name);
		const server = (port: number, lines: string[]) =>
			[
				`server { listen 127.0.0.1:${port} ssl; server_name localhost;`,
				`ssl_certificate ${file('server.pem')}; ssl_certificate_key ${file('server.key')};`,
				...lines,
				'}',
			].join('\n');
		const further = [
			`proxy_pass ${target}; proxy_http_version 1.1; proxy_set_header Host $http_host;`,
			`proxy_ssl_certificate ${file('further.pem')}; proxy_ssl_certificate_key ${file('further.key')};`,
			`proxy_ssl_verify on; proxy_ssl_trusted_certificate ${file('simulator.pem')}; proxy_ssl_name localhost;`,
		];
		const gateway = server(ports.gateway, [
			`ssl_client_certificate ${file('clients.pem')};`,
			...(directives.some((one) => one.startsWith('ssl_verify_client'))
				? []
				: ['ssl_verify_client on;']),
			...directives,
			`location / { ${further.join('\n')} }`,
		]);
		const forgetful = server(ports.forgetful, [
			`location / { proxy_pass https://127.0.0.1:${ports.gateway}; proxy_set_header Host localhost; }`,
		]);
		const lines = [
			// Who is not root has no choice, and who is cannot let anybody else into this folder.
			...(process.getuid?.() === 0 ? ['user root;'] : []),
			`daemon off; worker_processes 2; pid ${file('pid')}; error_log ${file('error.log')} info;`,
			'events { worker_connections 512; }',
			'http {',
			`access_log ${file('access.log')};`,
			...TEMPORARY.map((name) => `${name}_temp_path ${file(name)};`),
			gateway,
			forgetful,
			'}',
		];
		writeFileSync(this.settings, `${lines.join('\n')}\n`);
	}
}

/** nginx writes into the name of a worker that it is shutting down. */
function isEnding(pid: string): boolean {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('shutting down');
	} catch {
		return true;
	}
}
