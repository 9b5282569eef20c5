import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { PAGE, plotFile } from '../bench/markdown.mts';
import { PROJECT } from './install/thisPackage.mts';
import { examples } from './n8n/examples.mts';
import { Rest } from './n8n/Rest.mts';
import { Service } from './support/Service.mts';
import { TempFolder } from './support/TempFolder.mts';

const run = promisify(execFile);
const temp = new TempFolder();
afterAll(() => temp.remove());

/** What a script of package.json runs once all is built. @throws when it fails */
async function node(...args: string[]): Promise<string> {
	const options = { cwd: PROJECT, maxBuffer: 10_000_000 };
	return (await run(process.execPath, ['--import', 'tsx', ...args], options)).stdout;
}

const bench = async (...args: string[]) => await node('test/bench/main.mts', ...args, '--short');

// Each fails on a wrong number of requests, handshakes or answers, and never on a time.
describe('what the benchmark counts is right, and it writes its part of the page', () => {
	it.each([
		['npm run bench -- reads', "Against n8n's HTTP Request node"],
		['npm run bench -- notifications', 'ZEN Trigger'],
		['npm run bench -- histories', 'Return All'],
	])('%s', async (command, held) => {
		const part = command.split(' ').at(-1)!;
		const page = join(temp.path, `${part}.md`);
		await cp(PAGE, page);
		const told = await bench(part, '--write', page);
		const written = await readFile(page, 'utf8');
		expect(told).toContain(held);
		expect(written).toContain(told.trim());
		if (part === 'reads') {
			expect(await readFile(join(temp.path, plotFile(part)), 'utf8')).toMatch(
				/^<svg .*<\/svg>\s*$/s,
			);
		}
		const around = (text: string) => text.split(new RegExp(`<!-- (?:end of )?${part} -->`));
		const [before, , after] = around(await readFile(PAGE, 'utf8'));
		expect([around(written)[0], around(written)[2]]).toEqual([before, after]);
	});

	it('npm run bench -- ledger sqlite', async () => {
		const told = await bench('ledger', 'sqlite');
		expect(told.match(/'postgres' │/g)).toHaveLength(2);
		expect(told.match(/'n8n' {6}│/g)).toHaveLength(4);
	});

	it('npm run bench -- load', async () => {
		expect(await bench('load')).toMatch(/verified[^]+full/);
	});
});

it('npm run demo:editor has n8n ready with all examples, and ends with Ctrl+C', async () => {
	const demo = Service.start({
		command: process.execPath,
		args: ['--import', 'tsx', 'test/e2e/demo/main.mts'],
		...{ env: process.env, cwd: PROJECT, logFile: join(temp.path, 'demo.log') },
	});
	try {
		await demo.ready(async () => demo.log.includes('Ctrl+C ends it.'), 120_000);
		const shown = (label: string) => new RegExp(`^ *${label} +(\\S+)`, 'm').exec(demo.log)![1]!;
		const owner = { email: shown('Email'), password: shown('Password') };
		const rest = await Rest.signIn(shown('Open'), owner);
		const there = await rest.get<Array<{ name: string }>>('/workflows');
		const names = there.map(({ name }) => name);
		expect(names.sort()).toEqual(examples.map(({ name }) => name).sort());
		process.kill(demo.pid, 'SIGINT');
		await expect.poll(() => demo.hasEnded, { timeout: 30_000 }).toBe(true);
		expect(demo.log).toMatch(/Stopping\.\s*$/);
	} finally {
		await demo.stop();
	}
});

it('npm run pack:all packs both, each no larger than it may be', async () => {
	expect(await node('.ci/packAll.mjs')).toMatch(/^verified: .+\nfull: .+$/m);
});
