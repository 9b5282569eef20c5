import { NodeHelpers } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { Zen } from '../../nodes/Zen/Zen.node';

const { description } = new Zen();
const shown = (memory: string) =>
	description.credentials!.flatMap((credential) =>
		NodeHelpers.displayParameter({ memory }, credential, null, description)
			? [credential.name]
			: [],
	);

it('asks for the credential of PostgreSQL where payments are remembered there', () => {
	expect(shown('n8n')).toEqual(['zenApi']);
	expect(shown('off')).toEqual(['zenApi']);
	expect(shown('postgres')).toEqual(['zenApi', 'zenLedgerApi']);
});

// The editor takes a field that credentials depend on by its name for the choice of how to sign in, and
// hides it together with Resource and Operation.
it('lets no field pass for the choice of how to sign in', () => {
	const names = description.credentials!.flatMap(({ displayOptions }) =>
		Object.keys(displayOptions?.show ?? {}),
	);
	const fields = description.properties.map(({ name }) => name);
	expect(names.filter((name) => fields.includes(name))).toEqual([]);
});
