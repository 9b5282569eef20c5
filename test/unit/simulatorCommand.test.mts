import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Agent, request } from 'undici';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const MAIN = resolve(import.meta.dirname, '../simulator/main.mts');

interface Shown {
	identity: { fundingAccount: string };
}

let folder: string;
let running: ChildProcess[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'simulator-'));
	running = [];
});

afterEach(async () => {
	for (const child of running) child.kill('SIGKILL');
	await rm(folder, { recursive: true });
});

function start(...args: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', MAIN, '--out', folder, ...args]);
	running.push(child);
	const output = { out: '', err: '' };
	child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()));
	const ended = new Promise<number | null>((done) => child.once('exit', done));
	return { child, output, ended };
}

async function started(...args: string[]) {
	const simulator = start('--port', '0', '--control-port', '0', ...args);
	await expect
		.poll(() => simulator.output.out + simulator.output.err, { timeout: 30_000 })
		.toContain('Ctrl-C');
	return simulator;
}

const after = (label: string, text: string) =>
	new RegExp(`${label} +(\\S.*)`).exec(text)?.[1]?.trim() ?? '';

// Each of these starts processes, which takes its time on a busy machine.
describe('npm run simulator', { timeout: 90_000 }, () => {
	it('prints what to paste where, and it works', async () => {
		const { output, child, ended } = await started('--settle-after', '0.5');
		const page = output.out;
		expect(after('Environment', page)).toBe('Custom');
		expect(page).toContain('Payments are settled after 0.5 s');
		const text = async (label: string) =>
			await readFile(after(`${label} +the text of`, page), 'utf8');
		const dispatcher = new Agent({
			connect: {
				ca: await text('CA Certificate'),
				cert: await text('Client Certificate'),
				key: await text('Private Key'),
			},
		});
		const answer = await request(`${after('Base URL', page)}/accounts/v1.0`, {
			dispatcher,
			headers: { authorization: `Bearer ${after('API Key', page)}` },
		});
		expect(answer.statusCode).toBe(200);
		const accounts = (await answer.body.json()) as Array<{ accountId: string }>;
		expect(accounts).toHaveLength(4);
		for (const { accountId } of accounts) expect(page).toContain(accountId);
		const control = after('Control API', page).split(' ')[0];
		expect(await (await fetch(`${control}/stats`)).json()).toMatchObject({ requests: 1 });
		await dispatcher.destroy();

		child.kill('SIGINT');
		expect(await ended).toBe(0);
		expect(output).toMatchObject({ out: expect.stringContaining('Stopped.'), err: '' });
	});

	it('keeps the keys to the owner, and prints them only when asked', async () => {
		const quiet = await started();
		expect(quiet.output.out).not.toContain('PRIVATE KEY');
		for (const name of ['client-key.pem', 'client-rsa-key.pem', 'client-certificate.pem']) {
			expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
		}
		const open = await started('--print-keys');
		await expect
			.poll(() => open.output.out)
			.toContain(await readFile(join(folder, 'client-key.pem'), 'utf8'));
	});

	it('npm run simulator -- --contract nested speaks an invented contract over a long link, and names its manual', async () => {
		const { output } = await started('--contract', 'nested', '--round-trip', '100');
		const page = output.out;
		expect(page).toContain('It speaks the contract "nested"');
		const [, manual = ''] = /(test\/simulator\/contracts\/\S+)/.exec(page) ?? [];
		const [, path = ''] = /https:\S+:\d+(\/\S+)/.exec(page) ?? [];
		expect(await readFile(resolve(MAIN, '../../..', manual), 'utf8')).toContain(`\`GET ${path}\``);
		const file = async (name: string) => await readFile(join(folder, name), 'utf8');
		const connect = {
			ca: await file('ca-certificate.pem'),
			cert: await file('client-certificate.pem'),
			key: await file('client-key.pem'),
		};
		const dispatcher = new Agent({ connect });
		const start = performance.now();
		const { body } = await request(`${after('Base URL', page)}${path}`, {
			dispatcher,
			headers: { authorization: `Bearer ${after('API Key', page)}` },
		});
		expect(performance.now() - start).toBeGreaterThan(290);
		const { payload } = (await body.json()) as { payload: { accounts: Shown[] } };
		const [first] = payload.accounts;
		expect(page).toContain(first?.identity.fundingAccount);
		await dispatcher.destroy();

		// The control API takes ids as they are shown there.
		const control = after('Control API', page).split(' ')[0];
		const arrived = await fetch(`${control}/incoming`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ accountId: first?.identity.fundingAccount, amount: '1.00' }),
		});
		expect(arrived.status).toBe(200);
	});

	it('says plainly what is wrong with its options', async () => {
		const { output } = await started();
		const port = new URL(after('Base URL', output.out)).port;
		const second = start('--port', port);
		expect(await second.ended).toBe(1);
		expect(second.output.err).toContain(`Port ${port} is in use`);
		const wrong = start('--settle-after', 'soon');
		expect(await wrong.ended).toBe(1);
		expect(wrong.output.err).toContain('It is a number of seconds');
		const unknown = start('--contract', 'other');
		expect(await unknown.ended).toBe(1);
		expect(unknown.output.err).toContain('Allowed choices are flat, nested');
	});
});
