import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readRules } from '../../../nodes/Zen/rules';
import { openZen } from '../../../nodes/zen-client';
import { openPostgresLedger } from '../../../nodes/zen-ledger';
import type { PostgresLedger } from '../../../nodes/zen-ledger';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { surroundingsIn } from '../../../nodes/zen-n8n/connect';
import { PayoutSession, toPayout } from '../../../nodes/zen-payout';
import type { Payout } from '../../../nodes/zen-payout';
import { ACCOUNT, Simulator } from '../../simulator/index.mts';
import { credentialFor as zenCredential } from '../../support/credential.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import { admin, credentialFor, IBAN, ledgerOn, now, PASSWORD, payment } from './support.mts';

const temp = new TempFolder();
let postgres: Postgres;
let simulator: Simulator;
let number = 0;
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
	simulator = await Simulator.start({ settleAfterMs: 1 });
});
afterEach(() => simulator.reset());
afterAll(async () => {
	await endConnections();
	await simulator?.stop();
	await postgres?.stop();
	temp.remove();
});

const session = (ledger: PostgresLedger, isCheck: boolean, limitPerDay = '') => {
	const surroundings = surroundingsIn({});
	const sums = new Map<string, bigint>();
	const of = (currency: string) => sums.get(currency) ?? 0n;
	const add = (currency: string, units: bigint) => void sums.set(currency, of(currency) + units);
	return new PayoutSession({
		...{ ledger, surroundings, isCheck, totals: { of, add } },
		zen: openZen(zenCredential(simulator) as never, surroundings),
		execution: String(++number),
		rules: readRules({ limitPerDay }),
	});
};
const toPay = (externalId: string, value: string): Payout => {
	const amount = { value, currency: 'EUR' };
	const receiver = { name: 'Example Supplier', accountNumber: IBAN };
	return toPayout(
		'payment',
		{ accountId: ACCOUNT.main, externalId, title: externalId, amount, receiver },
		{ remember: true, sendRejectedAgain: false, checkBalance: true, limits: {} },
	);
};
/** What becomes of each, in a session of its own. */
const ends = async (one: PayoutSession, payouts: Payout[], isCheck: boolean) => {
	const wrong = await one.check(payouts);
	const words: string[] = [];
	for (const [place, payout] of payouts.entries()) {
		const end = wrong.has(place)
			? Promise.reject(wrong.get(place)!)
			: isCheck
				? one.foresee(payout).then(({ how }) => (one.leftAfter(payout), how))
				: one.send(payout).then(({ outcome }) => outcome);
		words.push(await end.catch((error: Error) => error.message));
	}
	return words;
};
const READ = { isRead: true };

describe('A check', () => {
	it('makes no tables, and where there are none nothing is remembered', async () => {
		const schema = `unmade${++number}`;
		await admin(postgres, `CREATE SCHEMA ${schema}`);
		const tables = async () =>
			await admin(postgres, 'SELECT 1 FROM pg_tables WHERE schemaname = $1', [schema]);
		const credential = credentialFor(postgres, { schema });
		const reading = await openPostgresLedger(credential, { ledger: 'one' }, READ);
		expect(await ends(session(reading, true), [toPay('A', '1.00')], true)).toEqual(['toSend']);
		const one = payment('A');
		expect(await reading.attemptsOf(one, 0)).toMatchObject({ isExact: false });
		expect(await reading.under(one.key, 0)).toMatchObject({ state: 'fresh' });
		expect(await reading.recognise(one, [{ id: 'x' }])).toMatchObject({ own: new Set() });
		expect(await reading.uncounted!(['x'])).toEqual(['x']);
		expect(await reading.countedOn!('EUR', now)).toBe(0n);
		expect(await reading.getMany({ most: 10 } as never)).toEqual([]);
		expect(await tables()).toEqual([]);
		const writing = await openPostgresLedger(credential, { ledger: 'one' });
		await writing.claim(one, now);
		expect(await tables()).toHaveLength(3);
		expect(await reading.lookUp([one])).toMatchObject([{ state: 'open' }]);
	});

	it('fails as the run would where the tables cannot be made either', async () => {
		const credential = credentialFor(postgres, { schema: 'nowhere' });
		const reading = await openPostgresLedger(credential, { ledger: 'one' }, READ);
		await expect(reading.lookUp([payment('A')])).rejects.toThrow('no schema "nowhere"');
	});

	it.each([
		['60.00', ['40.00', '0.01']],
		['60.00', ['60.00']],
		['99.99', ['0.02', '0.01', '0.01']],
		['0.01', ['50.00', '50.00', '49.99']],
	])('counts what others have claimed today: after %s, %j', async (claimed, amounts) => {
		const ledger = `day ${++number}`;
		const open = async () => await ledgerOn(credentialFor(postgres), { ledger });
		const shared = await open();
		// Another process has tried it, and no answer came.
		const other = { ...toPay('OTHER', claimed), dayLimit: { value: '100.00', currency: 'EUR' } };
		await shared.claim(other, now);
		await shared.leaveOpen(other, now);
		const payouts = amounts.map((amount, place) => toPay(`D${number} ${place}`, amount));
		const limit = '100.00 EUR';
		const checked = await ends(session(await open(), true, limit), payouts, true);
		const real = await ends(session(await open(), false, limit), payouts, false);
		expect(checked.map((word) => (word === 'toSend' ? 'accepted' : word))).toEqual(real);
		expect(real.join()).toContain('Limit per Day');
	});
});
