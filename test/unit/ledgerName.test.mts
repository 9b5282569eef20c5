import { expect, it } from 'vitest';
import { ledgerNameOf } from '../../nodes/Zen/memory';

it.each([
	['production', '', 'production'],
	['test', '', 'test'],
	['test', 'https://left.over', 'test'],
	['custom', 'https://LOCALHOST:8443/', 'https://localhost:8443'],
	['custom', 'https://api-services.zen.com/', 'production'],
] as const)('%s at "%s" is the ledger %s', (environment, baseUrl, name) => {
	expect(ledgerNameOf({ environment, baseUrl })).toBe(name);
});

it('an environment that is not known has none', () => {
	expect(() => ledgerNameOf({ environment: 'staging' as never })).toThrow(
		/Environment is "staging"/,
	);
});

it('an address with a path has none', () => {
	const credential = { environment: 'custom', baseUrl: 'https://zen.example/api' } as const;
	expect(() => ledgerNameOf(credential)).toThrow(/^Base URL holds a path/);
});
