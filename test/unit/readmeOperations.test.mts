import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { resources } from '../../nodes/Zen/resources';

const readme = readFileSync(join(resolve(import.meta.dirname, '../..'), 'README.md'), 'utf8');

it("the README's table names every resource with its operations, in turn", () => {
	const [, table = ''] = /\n\| Resource +\| Operations +\|\n\|[-| ]+\|\n((?:\|.*\n)+)/.exec(
		readme,
	)!;
	const rows = table
		.trim()
		.split('\n')
		.map((row) => row.split('|').map((cell) => cell.trim()))
		// What follows a colon explains.
		.map(([, resource, operations]) => [resource, operations!.split(':')[0]!.split(', ')]);
	const there = resources.map(({ name, operations }) => [
		name,
		operations.map(({ option }) => option.name).sort(),
	]);
	expect(rows).toEqual(there.sort(([one], [other]) => String(one).localeCompare(String(other))));
});
