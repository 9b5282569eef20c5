import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/at-3-am.md'), 'utf8');
const nodes = join(root, 'nodes');
const sources = readdirSync(nodes, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => readFileSync(join(nodes, file), 'utf8'));

describe('the page for whoever is woken', () => {
	const [, outcomes = '', messages = ''] = page.split(/^## What stands in the .*$/m);

	it('knows every outcome of a payment', () => {
		const closed = readFileSync(join(nodes, 'zen-payout/outcomes.ts'), 'utf8');
		const [union = ''] = /export type Outcome =[^;]*/.exec(closed)!;
		// What is resolved comes from a person who was looking at it.
		const known = [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name).filter(isOfARun);
		const told = [...outcomes.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
		expect(told.sort()).toEqual(known.sort());
		expect(told.length).toBeGreaterThan(0);
	});

	const quoted = [...messages.matchAll(/^\| "([^"]+)"/gm)].map(([, words]) => words!);
	it('quotes messages', () => expect(quoted.length).toBeGreaterThan(5));
	it.each(quoted)('quotes what is said: %s', (words) => {
		expect(sources.some((source) => source.includes(words))).toBe(true);
	});
});

function isOfARun(name: string | undefined): boolean {
	return name !== 'resolved';
}
