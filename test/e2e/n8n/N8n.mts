import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import type { InstalledN8n } from '../install/n8n.mts';
import { installThisPackage } from '../install/thisPackage.mts';
import type { Build } from '../../support/packing.mts';
import { Service } from '../support/Service.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { environmentOf } from './environment.mts';
import { isReady } from './isReady.mts';
import { Rest } from './Rest.mts';

const run = promisify(execFile);
const START_MS = 120_000;
const COMMAND_MS = 120_000;

interface N8nOptions {
	/** Any free one unless told, and if that one is taken. */
	port?: number;
	/** Further settings of n8n. */
	env?: NodeJS.ProcessEnv;
	/** Which of the two packages is installed; the full one unless told. */
	build?: Build;
}

/** One n8n with a folder, a database and keys of its own, and with this package installed in it. */
export class N8n {
	private readonly temp = new TempFolder();
	private service?: Service;

	private constructor(
		private readonly installed: InstalledN8n,
		readonly port: number,
		broker: number,
		extra: NodeJS.ProcessEnv,
	) {
		const ports = { main: port, broker };
		this.env = { ...environmentOf(installed, this.temp.path, ports), ...extra };
	}

	/** The environment it is started with. */
	readonly env: NodeJS.ProcessEnv;

	/** Made ready to start: nothing runs yet, and there is no owner. */
	static async prepare(
		installed: InstalledN8n,
		{ port, env = {}, build }: N8nOptions = {},
	): Promise<N8n> {
		const n8n = new N8n(installed, await getPort({ port }), await getPort(), env);
		await installThisPackage(n8n.folder, build);
		return n8n;
	}

	/** Where n8n keeps what is its own. */
	get folder(): string {
		return join(this.temp.path, '.n8n');
	}

	get url(): string {
		return `http://localhost:${this.port}`;
	}

	/** What n8n has printed so far, commands included. */
	get log(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	/** Of its process, once it is started. */
	get pid(): number {
		return this.service!.pid;
	}

	get version(): string {
		return this.installed.release.n8n;
	}

	async start(): Promise<void> {
		const { bin, node } = this.installed;
		const { env, logFile } = this;
		const args = [bin, 'start'];
		const cwd = this.temp.path;
		this.service = Service.start({ command: join(node, 'bin/node'), args, env, cwd, logFile });
		await this.service.ready(async () => await isReady(this.url), START_MS);
	}

	/** Makes the owner, and signs in. */
	async signUp(): Promise<Rest> {
		return await Rest.signUp(this.url);
	}

	/** Runs one of n8n's commands. @returns what it printed @throws when it fails */
	async command(...args: string[]): Promise<string> {
		const { bin, node } = this.installed;
		const options = { env: this.env, cwd: this.temp.path, timeout: COMMAND_MS };
		const { stdout } = await run(join(node, 'bin/node'), [bin, ...args], options);
		return stdout;
	}

	async stop(): Promise<void> {
		await this.service?.stop();
		this.service = undefined;
	}

	async remove(): Promise<void> {
		await this.stop();
		this.temp.remove();
	}

	private get logFile(): string {
		return join(this.temp.path, 'n8n.log');
	}
}
