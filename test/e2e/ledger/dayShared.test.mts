import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRules } from '../../../nodes/Zen/rules';
import { openZen } from '../../../nodes/zen-client';
import { MovedLedger } from '../../../nodes/zen-ledger';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { surroundingsIn } from '../../../nodes/zen-n8n/connect';
import { noLedger, PayoutSession, toPayout } from '../../../nodes/zen-payout';
import type { Ledger, Payout, PaymentRules } from '../../../nodes/zen-payout';
import { ACCOUNT, defaultSeed, Simulator } from '../../simulator/index.mts';
import { credentialFor as zenCredential } from '../../support/credential.mts';
import { hurry } from '../../support/hurry.mts';
import { TableInMemory } from '../../support/TableInMemory.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { credentialFor, IBAN, ledgerOn, PASSWORD } from './support.mts';

const HOUR_MS = 3_600_000;
const temp = new TempFolder();
const RULES = readRules({ limitPerDay: '100.00 EUR' });
const NO_RULES = readRules({});
let postgres: Postgres;
let simulator: Simulator;
let number = 0;

hurry();
beforeAll(async () => {
	postgres = await Postgres.start(temp.path, { password: PASSWORD });
});
beforeEach(async () => {
	await simulator?.stop();
	number += 1;
	simulator = await Simulator.start({
		settleAfterMs: 1,
		seed: { ...defaultSeed(new Date()), payments: [] },
	});
});
afterAll(async () => {
	await endConnections();
	await postgres?.stop();
	await simulator?.stop();
	temp.remove();
});

const shared = async () => await ledgerOn(credentialFor(postgres), { ledger: `shared ${number}` });

/** One run of the node. */
function session(ledger: Ledger, rules: PaymentRules = RULES): PayoutSession {
	const surroundings = surroundingsIn({});
	const zen = openZen(zenCredential(simulator) as never, surroundings);
	const sums = new Map<string, bigint>();
	const totals = {
		of: (currency: string) => sums.get(currency) ?? 0n,
		add: (currency: string, units: bigint) => void sums.set(currency, totals.of(currency) + units),
	};
	const execution = String(Math.random());
	return new PayoutSession({ zen, ledger, surroundings, execution, totals, rules });
}

function paymentOf(externalId: string, value: string, more = {}): Payout {
	const order = {
		accountId: ACCOUNT.main,
		externalId,
		title: externalId,
		amount: { value, currency: 'EUR' },
		receiver: { name: 'Example Supplier', accountNumber: IBAN },
	};
	const options = { remember: true, sendRejectedAgain: false, checkBalance: true, limits: {} };
	return toPayout('payment', order, { ...options, lookBackDays: 7, ...more });
}

/** All of them are checked before the first is sent. @returns what is said of each */
async function together(all: Array<[PayoutSession, Payout]>): Promise<string[]> {
	for (const [one, payout] of all) {
		const [wrong] = (await one.check([payout])).values();
		if (wrong) throw wrong;
	}
	const send = async ([one, payout]: [PayoutSession, Payout]) =>
		await one.send(payout).then(
			({ outcome }) => outcome,
			({ message }: Error) => message,
		);
	return await Promise.all(all.map(send));
}

const left = () => simulator.ledger().reduce((sum, { amount }) => sum + Number(amount.value), 0);

describe('The limit of a day, of a ledger and of what ZEN lists', () => {
	it('holds for two at once although much was paid outside the ledger before', async () => {
		await together([[session(noLedger, NO_RULES), paymentOf('OUT', '60.00')]]);
		const ends = await together([
			[session(await shared()), paymentOf('A', '40.00')],
			[session(await shared()), paymentOf('B', '40.00')],
		]);
		expect(ends.sort()).toEqual([expect.stringMatching(/^Limit per Day/), 'accepted']);
		expect(left()).toBe(100);
	});

	it('counts what the ledger holds once, also at the other n8n that shares it', async () => {
		for (const name of ['A', 'B', 'C', 'D']) {
			const [end] = await together([[session(await shared()), paymentOf(name, '25.00')]]);
			expect(end).toBe('accepted');
		}
		expect(left()).toBe(100);
	});

	it('is looked at again after a wait', async () => {
		const yesterday = () => Date.now() - 24 * HOUR_MS;
		const one = paymentOf('W', '60.00', { sendAgainAfterMs: 1_000 });
		const before = await shared();
		await before.claim(one, yesterday);
		await before.leaveOpen(one, yesterday);
		const waiting = session(await shared());
		expect((await waiting.check([one])).size).toBe(0);
		const end = waiting.send(one).then(
			({ outcome }) => outcome,
			({ remedy, message }: Error & { remedy?: string }) => `${message} ${remedy}`,
		);
		await together([[session(noLedger, NO_RULES), paymentOf('OUT', '90.00')]]);
		expect(await end).toContain('Limit per Day');
		expect(left()).toBe(90);
	});

	it('is not gone around by what another memory knew before', async () => {
		let at = Date.now() - 5 * HOUR_MS;
		const former = new TableInMemory(() => at);
		const old = paymentOf('OLD', '90.00', { sendAgainAfterMs: 1_000 });
		await former.claim(old, () => at);
		await former.leaveOpen();
		at = Date.now();
		const moved = new MovedLedger(await shared(), former);
		const waiting = session(moved);
		expect((await waiting.check([old])).size).toBe(0);
		const end = await waiting.send(old).catch((error: Error & { remedy: string }) => error);
		expect(String((end as { remedy?: string }).remedy)).toContain('free it with Ledger → Resolve');
		expect(left()).toBe(0);
	});
});
