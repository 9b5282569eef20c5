import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const docs = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
const pages = ['README.md', ...docs.map((file) => `docs/${file}`)];
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

/** Where each is run that is not a step of `.ci/run`. What `openssl` is asked has a test of its own. */
const RUN_BY: Record<string, string> = {
	'npm run simulator': 'test/unit/simulatorCommand.test.mts',
	'npm run simulator -- --contract nested': 'test/unit/simulatorCommand.test.mts',
	'npm run bench -- reads': 'test/e2e/commands.test.mts',
	'npm run bench -- notifications': 'test/e2e/commands.test.mts',
	'npm run bench -- histories': 'test/e2e/commands.test.mts',
	'npm run bench -- ledger sqlite': 'test/e2e/commands.test.mts',
	'npm run bench -- load': 'test/e2e/commands.test.mts',
	'npm run demo:editor': 'test/e2e/commands.test.mts',
	'npm run pack:all': 'test/e2e/commands.test.mts',
};

/** What a page tells to run: in a block of commands, or in a sentence. */
function commandsIn(page: string): string[] {
	const text = read(page);
	const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block]) => block!);
	const inline = [...text.replaceAll(/^ *```.*?^ *```$/gms, '').matchAll(/`([^`\n]+)`/g)];
	const lines = [
		...blocks.flatMap((block) => block.split('\n')),
		...inline.map(([, code]) => code!),
	];
	return lines
		.flatMap((line) => line.split('&&'))
		.map((command) => command.replace('--write', '').trim())
		.filter((command) => /^(npm|npx|\.\/|bash) /.test(command));
}

/** What `.ci/run` runs, and what those scripts run in turn. */
function runByCi(): Set<string> {
	const steps = [...read('.ci/run').matchAll(/^(?:step|tests) '[^']+' (.+?)(?: "\$.*)?$/gm)];
	const found = new Set<string>(['npm ci']);
	const add = (command: string) => {
		const [, script] = /^(?:npm run )?([\w:]+)$/.exec(command) ?? [];
		if (!script || !scripts[script] || found.has(`npm run ${script}`)) return;
		found.add(`npm run ${script}`);
		for (const part of scripts[script].split('&&')) add(part.trim());
	};
	for (const [, command] of steps) add(command!);
	if (found.has('npm run test')) found.add('npm test');
	return found;
}

describe('every command that a page tells to run is run', () => {
	const told = [...new Set(pages.flatMap(commandsIn))];
	const ci = runByCi();

	it('there are some, and some are steps of CI', () => {
		expect(told.length).toBeGreaterThan(5);
		expect([...ci]).toEqual(
			expect.arrayContaining(['npm test', 'npm run demo', 'npm run test:e2e']),
		);
	});

	it.each(told)('%s', (command) => {
		const by = RUN_BY[command];
		// It has to stand there, or it may have been taken out.
		if (by) expect(read(by)).toContain(command);
		else expect([...ci]).toContain(command);
	});

	it.each(Object.keys(RUN_BY))('%s still stands on a page', (command) => {
		expect(told).toContain(command);
	});
});
