import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ZenError } from '../../nodes/zen-client';
import type { Entry, EntryKind, EntryPage, Zen } from '../../nodes/zen-client';
import { LedgerError, noLedger, PayoutError, Resolution } from '../../nodes/zen-payout';
import type { Ledger, Resolvable, UnderKey } from '../../nodes/zen-payout';

const NOW = Date.parse('2026-09-20T12:00:00Z');
const DAY_MS = 86_400_000;
const ACCOUNTS = ['a-1', 'a-2'];
const RECEIVER = 'LT121000011101001000';
const OPEN: UnderKey = {
	state: 'open',
	attempts: 1,
	attempt: 'the first one',
	firstDay: '2026-09-19',
	lastDay: '2026-09-19',
	agoMs: 3_600_000,
};
const ABOUT: UnderKey['about'] = {
	kind: 'payment',
	accountId: 'a-1',
	amount: { value: '10.50', currency: 'EUR' },
	receiver: 'LT12…1000',
};

let under: UnderKey;
let listed: Record<string, Entry[]>;
let page: Partial<EntryPage>;
let zenTime: number | undefined;
let asked: string[];
let failing: Record<string, ZenError>;
const resolve = vi.fn<Resolvable['resolve']>(async () => true);
const told = vi.fn<Resolvable['under']>(async () => under);

const recognise = vi.fn<Ledger['recognise']>();

beforeEach(() => {
	[under, listed, page, zenTime, asked, failing] = [OPEN, {}, { more: false }, NOW, [], {}];
	resolve.mockReset().mockResolvedValue(true);
	recognise.mockReset().mockResolvedValue({ own: new Set(), others: new Set() });
	told.mockReset().mockImplementation(async () => under);
});

const zen = {
	connection: { baseUrl: 'https://zen', corrections: '' },
	preflight: async () => ({
		accounts: ACCOUNTS.map((accountId) => ({ accountId })),
		raw: [],
		...(zenTime === undefined ? {} : { zenTime }),
	}),
	entryPage: async (kind: EntryKind, accountId: string) => {
		const list = `${kind} ${accountId}`;
		asked.push(list);
		if (failing[list]) throw failing[list];
		return { entries: listed[list] ?? [], isNewestFirst: true, ...page };
	},
} as unknown as Zen;

const surroundings = { now: () => NOW, sleep: async () => {}, random: () => 0.5 };
const run = async (notSameAs?: string[]) =>
	await new Resolution({
		zen,
		ledger: { ...noLedger, recognise },
		resolvable: { under: told, resolve },
		surroundings,
		execution: '1',
	}).resolve({ externalId: 'INV-7', key: 'inv-7', notSameAs });

const entry = (more: Partial<Entry> = {}): Entry => ({
	kind: 'payment',
	id: 'p-1',
	direction: 'out',
	state: 'settled',
	amount: { value: '10.50', currency: 'EUR' },
	receiverAccountNumber: RECEIVER,
	createdAt: NOW - DAY_MS,
	...more,
});

const refusal = async (notSameAs?: string[]): Promise<PayoutError> => {
	const error = await run(notSameAs).then(
		() => expect.fail('was resolved'),
		(thrown) => thrown,
	);
	expect(error).toBeInstanceOf(PayoutError);
	return error;
};

describe('A payment that nothing at ZEN speaks for', () => {
	it('is resolved, after a look at all accounts, for the attempt that was told', async () => {
		expect(await run()).toEqual({ attempts: 1, firstDay: '2026-09-19', lastDay: '2026-09-19' });
		expect(asked).toEqual(['payment a-1', 'draft a-1', 'payment a-2', 'draft a-2']);
		expect(told).toHaveBeenCalledWith('inv-7', NOW);
		expect(resolve).toHaveBeenCalledExactlyOnceWith('inv-7', OPEN);
	});

	it('is looked for in its own account only, where the ledger knows that', async () => {
		under = { ...OPEN, about: ABOUT };
		await run();
		expect(asked).toEqual(['payment a-1', 'draft a-1']);
	});

	it.each<[string, Partial<Entry>]>([
		['comes in', { direction: 'in', externalId: 'INV-7' }],
		['has another External ID', { externalId: 'INV-8' }],
		['is older than the attempts', { createdAt: Date.parse('2026-09-16T23:59:59Z') }],
	])('although something is listed that %s', async (_what, more) => {
		listed['payment a-1'] = [entry(more)];
		await expect(run()).resolves.toMatchObject({ attempts: 1 });
	});

	it.each<[string, Partial<Entry>]>([
		['another amount', { amount: { value: '99.00', currency: 'EUR' } }],
		['another receiver', { receiverAccountNumber: 'LT601010012345678901' }],
	])('although ZEN lists one without a reference with %s', async (_what, more) => {
		under = { ...OPEN, about: ABOUT };
		listed['payment a-1'] = [entry(more)];
		await expect(run()).resolves.toMatchObject({ attempts: 1 });
	});

	it('although others are listed that the memory knows as other payments', async () => {
		listed['payment a-1'] = [entry(), entry({ id: 'p-2' })];
		const known = (ids: string[]) => ({ own: new Set<string>(), others: new Set(ids) });
		recognise.mockResolvedValue(known(['p-1', 'p-2']));
		await expect(run()).resolves.toMatchObject({ attempts: 1 });
		recognise.mockResolvedValue(known(['p-1']));
		expect((await refusal()).end).toMatchObject({ outcome: 'unresolved', paymentId: 'p-2' });
		recognise.mockRejectedValue(new LedgerError('disk full', '', 'n8n'));
		expect((await refusal()).message).toMatch(/n8n cannot be asked: disk full/);
	});

	it('although ZEN serves no drafts, where the ledger knows that it was none', async () => {
		under = { ...OPEN, about: ABOUT };
		failing['draft a-1'] = new ZenError('no such page', {
			outcome: 'notSent',
			remedy: '',
			status: 404,
		});
		await expect(run()).resolves.toMatchObject({ attempts: 1 });
		under = OPEN;
		expect((await refusal()).end.outcome).toBe('unresolved');
	});
});

describe('It is refused, and stays as it was,', () => {
	const refused = async (pattern: RegExp, end: object, notSameAs?: string[]) => {
		const error = await refusal(notSameAs);
		expect(error.message).toMatch(pattern);
		expect(error.end).toMatchObject(end);
		expect(resolve).not.toHaveBeenCalled();
	};
	const unresolved = { outcome: 'unresolved' };

	it.each<[UnderKey['state'], RegExp]>([
		['fresh', /does not know it/],
		['settled', /ZEN took it/],
	])('when it is %s', async (state, pattern) => {
		under = { ...OPEN, state };
		await refused(pattern, { outcome: 'notSent' });
		expect(asked).toEqual([]);
	});

	it.each([
		[0, 'in 11 minutes'],
		[599_999, 'in 1 minute.'],
		[600_000, 'in 1 minute.'],
		[300_000, 'in 6 minutes'],
	])('when it was tried %d ms ago', async (agoMs, when) => {
		under = { ...OPEN, agoMs };
		await refused(/within the last ten minutes/, unresolved);
		expect((await refusal()).remedy).toContain(when);
	});

	it('when ZEN does not tell the time', async () => {
		zenTime = undefined;
		await refused(/does not tell the time/, unresolved);
	});

	it.each<[string, string, Partial<Entry>]>([
		['payment', 'payment a-1', { externalId: ' inv–7 ', createdAt: 0 }],
		['payment of another account', 'payment a-2', { externalId: 'INV-7' }],
		['draft', 'draft a-1', { kind: 'draft', direction: undefined, externalId: 'INV-7' }],
		['rejected payment', 'payment a-1', { externalId: 'INV-7', state: 'rejected' }],
		['payment of no known direction', 'payment a-1', { externalId: 'INV-7', direction: undefined }],
	])('when ZEN lists a %s under its External ID', async (_what, list, more) => {
		listed[list] = [entry(more)];
		await refused(/under this External ID: (payment|draft) p-1/, unresolved);
	});

	it.each<[string, Partial<Entry>, UnderKey['about']]>([
		['anything', { amount: { value: '1.00', currency: 'USD' } }, undefined],
		['nothing that can be compared', { amount: undefined, receiverAccountNumber: '' }, ABOUT],
		['all the same', {}, ABOUT],
		['a fee taken off', { amount: { value: '10.00', currency: 'EUR' } }, ABOUT],
		['another currency', { amount: { value: '99.00', currency: 'USD' } }, ABOUT],
		['a masked receiver', { receiverAccountNumber: 'LT12************1000' }, ABOUT],
		['a receiver masked at its end', { receiverAccountNumber: 'LT1210000111010XXXXX' }, ABOUT],
		['a local number', { receiverAccountNumber: '0011101009999' }, ABOUT],
		['no date', { createdAt: undefined }, ABOUT],
	])('when one without a reference shows %s', async (_what, more, about) => {
		under = { ...OPEN, about };
		listed['payment a-1'] = [entry(more)];
		await refused(/could be it: payment p-1/, { ...unresolved, paymentId: 'p-1' });
	});

	it('unless a person has seen that it is another one', async () => {
		listed['payment a-1'] = [entry(), entry({ id: 'p-2' }), entry({ id: 'p-3' })];
		await refused(/payment p-2, .*, and 1 more$/, unresolved, ['P-1']);
		await expect(run(['p-1', 'p-2', 'p-3'])).resolves.toMatchObject({ attempts: 1 });
	});

	it('whatever a person has seen, when it stands under its External ID and may be it', async () => {
		listed['payment a-1'] = [entry({ externalId: 'INV-7' })];
		await refused(/under this External ID/, unresolved, ['p-1']);
		under = { ...OPEN, about: ABOUT };
		await refused(/under this External ID/, unresolved, ['p-1']);
		listed['payment a-1'] = [
			entry({ externalId: 'INV-7', amount: { value: '99.00', currency: 'EUR' } }),
			entry({ id: 'p-2', externalId: 'INV-7', state: 'rejected' }),
		];
		await expect(run(['p-1', 'p-2', 'p-3'])).resolves.toMatchObject({ attempts: 1 });
	});

	it.each([
		['says nothing of further pages', { more: undefined }],
		['breaks off', { more: true }],
	])('when a list %s', async (_what, more) => {
		page = more;
		await refused(/not all payments of account a-1 could be looked through/, unresolved);
	});

	it('when the first attempt is not dated and the list does not end', async () => {
		under = { ...OPEN, firstDay: undefined };
		listed['payment a-1'] = [entry({ externalId: 'INV-1', createdAt: 0 })];
		page = { more: true };
		await refused(/could be looked through/, unresolved);
	});

	it('when ZEN cannot be asked', async () => {
		failing['payment a-2'] = new ZenError('ZEN is away', { outcome: 'unknown', remedy: 'Wait.' });
		await refused(/could not be looked through: ZEN is away/, { ...unresolved, remedy: 'Wait.' });
	});

	it('when the memory cannot be asked', async () => {
		told.mockRejectedValue(new LedgerError('disk full', 'Clean up.', 'PostgreSQL'));
		const end = { ...unresolved, reason: 'memory', remedy: 'Clean up.' };
		await refused(/PostgreSQL cannot be asked: disk full/, end);
	});
});

it('When somebody else was quicker, it is not resolved', async () => {
	resolve.mockResolvedValue(false);
	expect((await refusal()).message).toMatch(/somebody else has dealt with it/);
});

it('When it cannot be noted, that is said', async () => {
	resolve.mockRejectedValue(new LedgerError('gone away'));
	const { message, end } = await refusal();
	expect(message).toMatch(/whether the memory has noted it is not known: gone away/);
	expect(end).toMatchObject({ outcome: 'unresolved', reason: 'memory' });
});

it('frees no key of which the memory knows a payment, though a person takes that for another', async () => {
	under = { ...OPEN, firstDay: undefined };
	listed = { 'payment a-1': [entry({ createdAt: NOW - 400 * DAY_MS })] };
	recognise.mockResolvedValue({ own: new Set(['p-1']), others: new Set() });
	const { message, end } = await refusal(['p-1']);
	expect(message).toContain('ZEN has made a payment of what was sent under this External ID');
	expect(end.paymentId).toBe('p-1');
	listed = { 'payment a-1': [entry({ state: 'rejected' })] };
	expect(await run(['p-1'])).toMatchObject({ attempts: 1 });
});
