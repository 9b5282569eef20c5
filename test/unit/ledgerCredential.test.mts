import { describe, expect, it } from 'vitest';
import { ZenLedgerApi } from '../../credentials/ZenLedgerApi.credentials';
import { readLedgerCredential } from '../../nodes/zen-ledger/postgres/credential';
import { LedgerError } from '../../nodes/zen-payout';

const GOOD = {
	host: 'db.example.com',
	port: 5432,
	database: 'ledger',
	schema: 'public',
	user: 'zen',
	password: 'hunter2 of mine',
	tls: 'verify',
	ca: '',
};
const FIELDS = new ZenLedgerApi().properties.map(({ name, displayName }) => ({
	name,
	displayName,
}));
const WRONG: Array<[string, unknown]> = [
	['null', null],
	['undefined', undefined],
	['blanks', ' \t\n '],
	['an object', { secret: 'in it' }],
	['a list', ['secret']],
	['an empty list', []],
	['a flag', true],
	['NaN', NaN],
];

describe.each(FIELDS)('$displayName of the ZEN Ledger API credential', ({ name, displayName }) => {
	it.each(WRONG)('is refused by its name when it holds %s', (what, value) => {
		// Blanks may be somebody's password.
		if (name === 'password' && what === 'blanks') return;
		const read = () => readLedgerCredential({ ...GOOD, [name]: value });
		expect(read).toThrow(LedgerError);
		expect(read).toThrow(displayName);
		expect(read).not.toThrow('secret');
		expect(read).not.toThrow(GOOD.password);
	});

	it('is refused by its name when its expression came to nothing', () => {
		const stored = { ...GOOD, [name]: "={{ '' }}" };
		const read = () => readLedgerCredential({ ...GOOD, [name]: '' }, stored);
		expect(read).toThrow(`${displayName} yields nothing`);
	});
});

it.each([
	['as its form holds it', GOOD, { tls: 'verify', port: 5432, ca: undefined }],
	['with a port as text, of an expression', { ...GOOD, port: ' 6432 ' }, { port: 6432 }],
	['without a password', { ...GOOD, password: '' }, { password: '' }],
	['with TLS in another spelling', { ...GOOD, tls: ' OFF ' }, { tls: 'off' }],
])('a credential %s is read', (_how, given, read) => {
	expect(readLedgerCredential(given)).toMatchObject(read);
});

it.each(['0', '65536', '5432.5', 'x', '1e3x'])('a port %s is none', (port) => {
	expect(() => readLedgerCredential({ ...GOOD, port })).toThrow('has no Port');
});
