import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { byId, payment } from '../../node/support/zen.mts';
import { randomFrom } from '../../simulator/random.mts';
import { ACCOUNT, CONTRACTS, defaultSeed, Simulator } from '../../simulator/index.mts';
import type { ContractName } from '../../simulator/index.mts';
import { credentialFor } from '../../support/credential.mts';
import { correctionsFor } from '../../support/otherContracts.mts';
import { runAndKill } from './KillableRun.mts';
import type { RunEnd } from './KillableRun.mts';
import type { RunOrder } from './order.mts';

// The long form: KILL_ROUNDS=20 KILL_PAYMENTS=200 npm run test:kill
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 1);
const PAYMENTS = Number(process.env.KILL_PAYMENTS ?? 40);
const KILLS = 3;
const MOST_RUNS = 12;
const MOST_AT_ONCE = 4;
const RESOLVE = {
	resource: 'ledger',
	operation: 'resolve',
	memory: 'n8n',
	externalId: '={{ $json.reference }}',
};
const random = randomFrom(Number(process.env.KILL_SEED ?? 1));

/** The path that payments are sent to, by the pages of the other contracts. */
const PAY = { ours: '/payments/v1.0', flat: '/v2/transfers', nested: '/banking/3/orders/submit' };
type Spoken = keyof typeof PAY;

let simulator: Simulator;
let spoken: Spoken;
let folder: string;
let killedInMidBatch = 0;
/** How many of the kills fall at any time. */
let astray = 0;

/** Has all tests of a block speak a contract, with corrections where it is not ours. */
function speak(name: Spoken): void {
	beforeAll(async () => {
		spoken = name;
		killedInMidBatch = 0;
		// Where there are few kills, all are aimed.
		astray = name === 'ours' ? 0.25 : 0;
		// Without payments of others, which could be any of ours for all that n8n's memory knows.
		const seed = { ...defaultSeed(new Date()), payments: [], drafts: [] };
		const contract = name === 'ours' ? undefined : name;
		simulator = await Simulator.start({ settleAfterMs: 50, seed, contract });
	});
	afterAll(async () => {
		await simulator.stop();
		// Kills that fall before or after the payments prove nothing.
		expect(killedInMidBatch).toBeGreaterThan(0);
	});
}
beforeEach(() => {
	simulator.reset();
	folder = mkdtempSync(join(tmpdir(), 'zen-kill-'));
	return () => rmSync(folder, { recursive: true });
});

const items = Array.from({ length: PAYMENTS }, (_, n) => ({
	reference: `INV-${n}`,
	amount: `${n + 1}.${String(n % 100).padStart(2, '0')}`,
}));

function order(options: object, settings: object): RunOrder {
	return {
		deduplicationFile: join(folder, 'store.json'),
		credential: {
			...credentialFor(simulator),
			...(spoken === 'ours' ? {} : correctionsFor(spoken)),
		},
		parameters: payment({
			accountId: byId(simulator.contract.id(ACCOUNT.main)),
			externalId: '={{ $json.reference }}',
			amount: '={{ $json.amount }}',
			title: '=Invoice {{ $json.reference }}',
			options: { atOnce: 1 + Math.floor(random() * MOST_AT_ONCE), ...options },
		}),
		items,
		settings,
	};
}

function addFaults(round: number) {
	const rate = { rate: 0.03, method: 'POST', path: PAY[spoken] } as const;
	simulator.faults.add({ kind: 'resetBeforeCommit', seed: round * 5 + 1, ...rate });
	simulator.faults.add({ kind: 'resetAfterCommit', seed: round * 5 + 2, ...rate });
	simulator.faults.add({
		kind: 'status',
		status: 502,
		afterCommit: true,
		seed: round * 5 + 3,
		...rate,
	});
	simulator.faults.add({ kind: 'status', status: 503, seed: round * 5 + 4, ...rate });
	simulator.faults.add({ kind: 'cutBody', seed: round * 5 + 5, ...rate });
}

const booked = () => simulator.ledger().map(({ externalId }) => externalId!);
const expectNothingTwice = () => expect(new Set(booked()).size).toBe(booked().length);

// Mostly in the midst of paying, told by what the simulator has booked, whatever the machine's pace;
// now and then at any time, which hits the looks and the store's own writes as well.
function anyMoment(): () => boolean {
	const left = PAYMENTS - booked().length;
	if (left === 0 || random() < astray) {
		const at = Date.now() + random() * 600;
		return () => Date.now() >= at;
	}
	const enough = booked().length + Math.ceil(random() * left * 0.8);
	const more = Math.floor(random() * 4);
	let asked = 0;
	return () => booked().length >= enough && asked++ >= more;
}

async function killed(given: RunOrder): Promise<RunEnd> {
	const before = booked().length;
	const end = await runAndKill(folder, given, anyMoment());
	const paid = booked().length - before;
	if (end === 'killed' && paid > 0 && booked().length < PAYMENTS) killedInMidBatch++;
	return end;
}

const isDone = (end: RunEnd, wanted: string[]): end is Map<string, string> =>
	end !== 'killed' &&
	end.size === PAYMENTS &&
	[...end.values()].every((outcome) => wanted.includes(outcome));

async function untilDone(given: RunOrder, wanted: string[]): Promise<Map<string, string>> {
	for (let run = 0; run < MOST_RUNS; run++) {
		const end = run < KILLS ? await killed(given) : await runAndKill(folder, given);
		expectNothingTwice();
		if (run >= KILLS && isDone(end, wanted)) return end;
	}
	throw new Error(`Not done after ${MOST_RUNS} runs`);
}

const CONTINUE = { onError: 'continueRegularOutput' } as const;
const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

async function paysNothingTwice(round: number, settings: object): Promise<void> {
	addFaults(round);
	const end = await untilDone(order({}, settings), ['accepted', 'alreadySent', 'unresolved']);
	const there = new Set(booked());
	for (const [reference, outcome] of end) {
		if (outcome === 'unresolved') continue;
		expect(there, `${reference} was reported as ${outcome}`).toContain(reference);
	}
	const missing = items.filter(({ reference }) => !there.has(reference));
	for (const { reference } of missing) expect(end.get(reference)).toBe('unresolved');
}

describe.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
	'A payout batch that is killed again and again, round %i',
	(round) => {
		speak('ours');

		it.each([
			['Continue', CONTINUE],
			['Continue and Retry On Fail', { ...CONTINUE, ...RETRY }],
		])(
			'with %s pays nothing twice and names what it does not know',
			async (_name, settings) => await paysNothingTwice(round, settings),
			600_000,
		);

		it('with Stop and Retry On Fail pays nothing twice', async () => {
			addFaults(round);
			const given = order({}, RETRY);
			for (let run = 0; run < KILLS; run++) {
				await killed(given);
				expectNothingTwice();
			}
		}, 600_000);

		it('pays each exactly once when it may send again what is not found, and a person frees the rest', async () => {
			addFaults(round);
			const given = order({ sendAgain: true, sendAgainSeconds: 1 }, CONTINUE);
			const end = await untilDone(given, ['accepted', 'alreadySent', 'unresolved']);
			// What was under way when the process died.
			const there = new Set(booked());
			const missing = items.filter(({ reference }) => !there.has(reference));
			for (const { reference } of missing) expect(end.get(reference)).toBe('unresolved');
			expect(missing.length).toBeLessThanOrEqual(KILLS * MOST_AT_ONCE);
			simulator.advance(900_000);
			const freed = await runAndKill(folder, { ...given, parameters: RESOLVE, items: missing });
			for (const { reference } of missing) {
				expect((freed as Map<string, string>).get(reference)).toBe('resolved');
			}
			const last = (await runAndKill(folder, given)) as Map<string, string>;
			for (const { reference } of missing) expect(last.get(reference)).toBe('accepted');
			expect(booked().sort()).toEqual(items.map(({ reference }) => reference).sort());
		}, 600_000);
	},
);

describe.each(Object.keys(CONTRACTS) as ContractName[])(
	'A payout batch that is killed again and again, at a ZEN of the contract %s',
	(name) => {
		speak(name);

		it('pays nothing twice and names what it does not know', async () => {
			await paysNothingTwice(1, { ...CONTINUE, ...RETRY });
		}, 600_000);
	},
);
