import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ledgerNameOf } from '../../../nodes/Zen/memory';
import { openPostgresLedger } from '../../../nodes/zen-ledger';
import { endConnections } from '../../../nodes/zen-ledger/postgres/connections';
import { keyOf } from '../../../nodes/zen-payout';
import { runAndKill, type RunEnd } from '../../engine/kill/KillableRun.mts';
import type { RunOrder } from '../../engine/kill/order.mts';
import { payment } from '../../node/support/zen.mts';
import { Simulator } from '../../simulator/index.mts';
import { randomFrom, shuffled } from '../../simulator/random.mts';
import { credentialFor } from '../../support/credential.mts';
import { Postgres } from '../scaleOut/Postgres.mts';
import { TempFolder } from '../support/TempFolder.mts';
import { Havoc } from './Havoc.mts';
import { admin, credentialFor as ledgerCredentialFor, PASSWORD, Proxy } from './support.mts';

// The long form: KILL_ROUNDS=20 KILL_PAYMENTS=200 npm run test:kill
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 2);
const PAYMENTS = Number(process.env.KILL_PAYMENTS ?? 30);
const IS_LONG = process.env.KILL_ROUNDS !== undefined;
const WAVES = IS_LONG ? 3 : 1;
// It waits three minutes at least, so not in each round.
const SENDS_AGAIN_EACH = 5;
/** The workflow of each process that runs at the same time. */
const WORKERS = ['one', 'two', 'one'];
const SPARED_RATE = 0.3;
const POSTS = { method: 'POST', path: '/payments/v1.0' } as const;
const random = randomFrom(Number(process.env.KILL_SEED ?? 1));

/** Besides, of which no request gets through to ZEN at first. */
const LOST = 4;

const items = Array.from({ length: PAYMENTS + LOST }, (_, n) => ({
	reference: n < PAYMENTS ? `INV-${n}` : `LOST-${n}`,
	amount: `${n + 1}.${String(n % 100).padStart(2, '0')}`,
}));
const all = items.map(({ reference }) => reference);
const [sound, lost] = [all.slice(0, PAYMENTS), all.slice(PAYMENTS)];

const temp = new TempFolder();
let simulator: Simulator;
let postgres: Postgres;
let proxy: Proxy;
let havoc: Havoc;
let killedInMidBatch = 0;
let freed = 0;

beforeAll(async () => {
	simulator = await Simulator.start({ settleAfterMs: 50 });
	postgres = await Postgres.start(temp.path, { password: PASSWORD, isDurable: true });
	proxy = await Proxy.start(postgres.port);
	havoc = new Havoc(postgres, proxy, random);
});
afterAll(async () => {
	await endConnections();
	proxy?.stop();
	await postgres?.stop();
	await simulator?.stop();
	temp.remove();
	const hits = {
		'killed in mid-batch': killedInMidBatch,
		'crashes of the database': havoc.crashes,
		'cut connections': havoc.cuts,
		'never sent, and freed': freed,
	};
	console.log(JSON.stringify(hits));
	// What hit nothing proves nothing.
	expect(Object.values(hits)).not.toContain(0);
});

const booked = () => simulator.ledger().map(({ externalId }) => externalId!);
const paidOf = (end: RunEnd): string[] =>
	end === 'killed'
		? []
		: [...end].filter(([, outcome]) => isPaid(outcome)).map(([reference]) => reference);
const isPaid = (outcome?: string) => outcome === 'accepted' || outcome === 'alreadySent';

/** What a run has said is paid is there, and nothing is there twice. */
function expectTruth(ends: RunEnd[]): void {
	const there = booked();
	expect(new Set(there).size).toBe(there.length);
	expect(there).toEqual(expect.arrayContaining(ends.flatMap(paidOf)));
}

describe.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
	'Workflows that pay the same through one ledger, while all that can die does, round %i',
	(round) => {
		let folders: string[];
		// References start anew in each round, and so does the ledger.
		let schema: string;
		beforeEach(async () => {
			simulator.reset();
			schema = `round_${round}`;
			await admin(postgres, `CREATE SCHEMA ${schema}`);
			folders = WORKERS.map((_, place) => join(temp.path, schema, String(place)));
			for (const folder of folders) mkdirSync(folder, { recursive: true });
		});

		function order(place: number, options: object = {}, some = all): RunOrder {
			const { ...ledger } = ledgerCredentialFor(proxy, { schema });
			return {
				deduplicationFile: join(folders[place]!, 'store.json'),
				credential: credentialFor(simulator),
				ledger,
				workflowId: WORKERS[place],
				parameters: payment({
					memory: 'postgres',
					externalId: '={{ $json.reference }}',
					amount: '={{ $json.amount }}',
					title: '=Invoice {{ $json.reference }}',
					options: { atOnce: 1 + Math.floor(random() * 4), ...options },
				}),
				items: shuffled(items, random).filter(({ reference }) => some.includes(reference)),
				settings: { onError: 'continueRegularOutput' },
			};
		}

		const run = async (options: object = {}) => await runAndKill(folders[0]!, order(0, options));

		function anyMoment(): (() => boolean) | undefined {
			if (random() < SPARED_RATE) return undefined;
			const left = PAYMENTS - booked().length;
			const enough = booked().length + Math.ceil(random() * left * 0.8);
			const latest = Date.now() + 20_000 * (0.5 + random());
			return () => (left > 0 && booked().length >= enough) || Date.now() > latest;
		}

		async function wave(): Promise<RunEnd[]> {
			havoc.start();
			const running = WORKERS.map(async (_, place) => {
				const end = await runAndKill(folders[place]!, order(place, {}, sound), anyMoment());
				const paid = booked().length;
				if (end === 'killed' && paid > 0 && paid < PAYMENTS) killedInMidBatch++;
				return end;
			});
			try {
				return await Promise.all(running);
			} finally {
				await havoc.stop();
			}
		}

		/** As a person does who has seen that it never went out. */
		async function resolve(references: string[]): Promise<void> {
			const ledger = await openPostgresLedger(ledgerCredentialFor(postgres, { schema }), {
				ledger: ledgerNameOf(credentialFor(simulator) as never),
			});
			for (const reference of references) {
				const seen = await ledger.under(keyOf(reference), Date.now());
				expect(seen.state).toBe('open');
				expect(await ledger.resolve(keyOf(reference), seen)).toBe(true);
			}
		}

		it('pay nothing twice, call nothing paid that is not, and leave a way on', async () => {
			const rate = { rate: 0.03, ...POSTS };
			simulator.faults.add({ kind: 'resetBeforeCommit', seed: round * 2, ...rate, rate: 0.1 });
			simulator.faults.add({ kind: 'resetAfterCommit', seed: round * 2 + 1, ...rate });
			// The first one that hits a request is all that it meets.
			simulator.faults.add({ kind: 'delay', ms: 20, ...POSTS });
			for (let count = 0; count < WAVES; count++) expectTruth(await wave());

			simulator.faults.clear();
			simulator.faults.add({ kind: 'resetBeforeCommit', ...POSTS });
			expectTruth([await runAndKill(folders[1]!, order(1, {}, lost))]);
			simulator.faults.clear();
			const end = await run();
			expectTruth([end]);
			const there = new Set(booked());
			const outcomes = end as Map<string, string>;
			const neverSent = all.filter((reference) => !there.has(reference));
			freed += neverSent.length;
			expect(neverSent).toEqual(expect.arrayContaining(lost));
			for (const reference of neverSent) expect(outcomes.get(reference)).toBe('unresolved');

			// In the long form one half by a person, the other by Send Again When Not Found, now and then.
			const sendsAgain = IS_LONG && round % SENDS_AGAIN_EACH === 0;
			const half = sendsAgain ? neverSent.slice(0, Math.ceil(neverSent.length / 2)) : neverSent;
			await resolve(half);
			const resolved = await run();
			expectTruth([resolved]);
			for (const reference of half) {
				expect((resolved as Map<string, string>).get(reference)).toBe('accepted');
			}
			if (sendsAgain) expectTruth([await run({ sendAgain: true })]);
			expect(booked().sort()).toEqual([...all].sort());
		}, 1_200_000);
	},
);
