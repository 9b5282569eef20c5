import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZenError } from '../../nodes/zen-client';
import type { PaymentOrder, SameReference } from '../../nodes/zen-client';
import { Caller } from '../../nodes/zen-client/caller';
import { Zen } from '../../nodes/zen-client/zen';

const order: PaymentOrder = {
	accountId: 'a',
	externalId: 'Inv-12',
	amount: { value: '250.00', currency: 'CHF' },
	title: 'Consulting',
	receiver: { name: 'Example AG', accountNumber: 'CH9300762011623852957' },
};
const yes = {
	id: 'p-1',
	status: 'IN_PROGRESS',
	amount: { value: '250.00', currency: 'CHF' },
	externalId: 'Inv-12',
};

const ID = '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c';

const surroundings = { sleep: async () => {}, now: () => 0, random: () => 0 };

/** A client whose every call is answered so; what was sent is kept. */
function zenThatSays(body: unknown, status = 201, date = 'Mon, 02 Nov 2026 08:30:00 GMT') {
	const sent: Array<{ method: string; url: string; body?: string }> = [];
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const transport = async (request: (typeof sent)[number]) => {
		sent.push(request);
		return { status, headers: { date }, body: Buffer.from(text) };
	};
	const caller = new Caller(transport, 'https://zen.test', 'Bearer k3y', surroundings);
	return { zen: new Zen(caller, {} as never), sent };
}

const pay = async (body: unknown, isSame?: SameReference, status?: number) =>
	await zenThatSays(body, status).zen.createPayment(order, isSame);
const save = async (body: unknown) => await zenThatSays(body).zen.drafts.create(order);
const failing = async (work: Promise<unknown>) =>
	await work.then(
		() => expect.fail('was taken for a yes'),
		(error: ZenError) => error,
	);

describe('a yes to a payment', () => {
	it('is handed over in our own names, and as ZEN sent it', async () => {
		expect(await pay({ ...yes, extra: 1 })).toEqual({
			entry: {
				kind: 'payment',
				id: 'p-1',
				state: 'inProgress',
				status: 'IN_PROGRESS',
				externalId: 'Inv-12',
				amount: { value: '250.00', currency: 'CHF' },
			},
			raw: { ...yes, extra: 1 },
		});
	});

	it.each<[string, unknown]>([
		['with nothing but an ID', { id: 'p-1' }],
		['in an array of one', [yes]],
		['with a number for its amount', '{"id":"p-1","amount":{"value":250,"currency":"CHF"}}'],
		['with other zeros', { ...yes, amount: { value: '0250.0', currency: 'CHF' } }],
		['with a signed amount', { ...yes, amount: { value: '-250.00', currency: 'CHF' } }],
		['with a flat amount', { ...yes, amount: '250', currency: 'CHF' }],
		['with nulls for what it does not tell', { ...yes, externalId: null, amount: null }],
		['with an amount of nulls', { ...yes, amount: { value: null, currency: null } }],
		['with empty errors', { ...yes, error: null, errors: [] }],
		['with an empty text for an error', { ...yes, error: '' }],
		['with success: true', { ...yes, success: true }],
		['with a flag that says no to failure', { ...yes, failed: false, hasErrors: false }],
		['with a remark beside its status', { ...yes, message: 'Payment created' }],
		['under way in other words', { ...yes, status: 'AwaitingAuthorisation' }],
		['rejected at once', { ...yes, status: 'REJECTED' }],
	])('is one %s', async (_name, body) => {
		const { entry } = await pay(body);
		expect(entry.id).toBe('p-1');
	});

	it.each([
		['an empty object for an error', { ...yes, error: {} }],
		['an error in its list of errors', { ...yes, errors: [{}] }],
		['an error code beside the payment', { ...yes, errorCode: 'E17' }],
		['another status within', { ...yes, statusCode: 422 }],
		['ok: false', { ...yes, ok: false }],
		['success: "no"', { ...yes, success: 'no' }],
		['no ID but "null"', { ...yes, id: 'null' }],
		['money that came in', { ...yes, direction: 'INCOMING' }],
		['a status that says no', { ...yes, status: 'FAILED' }],
		['another status that says no', { ...yes, status: 'PAYMENT_DECLINED' }],
		['a status that nobody knows', { ...yes, status: 'ODRZUCONA' }],
		['a status of a single sign', { ...yes, status: '-' }],
		['a status that undoes what it names', { ...yes, status: 'NOT_EXECUTED' }],
		['a number for a status', { ...yes, status: 400 }],
		['an ID of zeros', { ...yes, id: '00000000-0000-0000-0000-000000000000' }],
		['an ID that says there is none', { ...yes, id: 'N/A' }],
		['a dash for an ID', { ...yes, id: '-' }],
		['a fault', { ...yes, fault: { faultstring: 'Rate limit' } }],
		['violations', { ...yes, violations: [{ field: 'amount' }] }],
		['the reason of a rejection', { ...yes, rejectReason: 'AM04' }],
		['isSuccess: false', { ...yes, isSuccess: false }],
		['a result that is an error', { ...yes, result: 'ERROR' }],
		['a remark and no status', { id: 'p-1', code: 'X17', message: 'Not enough funds' }],
		['another account', { ...yes, accountId: 'b0000000-0000-4000-8000-000000000002' }],
	])('is none with %s', async (_name, body) => {
		expect(await failing(pay(body))).toMatchObject({ outcome: 'unknown' });
	});

	it('may tell the reference in another way, if the caller says that it is the same', async () => {
		const told = { ...yes, externalId: 'INV-12' };
		expect(await failing(pay(told))).toMatchObject({ outcome: 'unknown' });
		const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
		expect((await pay(told, isSame)).entry.externalId).toBe('INV-12');
		expect(await failing(pay({ ...yes, externalId: 'INV-13' }, isSame))).toMatchObject({
			outcome: 'unknown',
		});
	});
});

describe('no yes to a payment, whatever its status, is', () => {
	it.each<[string, unknown, string]>([
		['an empty body', '', '201 in a form that cannot be read'],
		['an HTML page', '<html></html>', '201 in a form that cannot be read'],
		['null', null, '201 in a form that cannot be read'],
		['a text', '"p-1"', '201 in a form that cannot be read'],
		['an empty list', [], '201 in a form that cannot be read'],
		['a list of two', [yes, yes], '201 in a form that cannot be read'],
		['an ID that is told twice', '{"id":"a","id":"b"}', '201 in a form that cannot be read'],
		['an empty object', {}, '201 without an ID'],
		['a number for an ID', { id: 7 }, '201 without an ID'],
		['a blank ID', { id: ' ' }, '201 without an ID'],
		['an ID that is inherited', '{"__proto__":{"id":"p-1"}}', '201 without an ID'],
		['an ID further in', { data: { id: 'p-1' } }, '201 without an ID'],
		[
			'the envelope of an error',
			{ error: { code: 'INSUFFICIENT_FUNDS', message: 'Not enough money' } },
			'201 but told of something that went wrong: Not enough money',
		],
		[
			'an error beside an ID',
			{ ...yes, error: { reason: 'Blocked' } },
			'201 but told of something that went wrong: {"reason":"Blocked"}',
		],
		['a text for an error', { ...yes, error: 'Blocked' }, 'went wrong: Blocked'],
		['a list of errors', { ...yes, errors: ['Blocked'] }, 'went wrong: ["Blocked"]'],
		['a flag for an error', { ...yes, error: true }, '201 but told of something that went wrong'],
		[
			'success: false',
			{ ...yes, success: false, message: 'Duplicate' },
			'201 but said that it did not succeed: Duplicate',
		],
		[
			'another amount',
			{ ...yes, amount: { value: '250.01', currency: 'CHF' } },
			'201 but its amount is "250.01" and 250.00 was sent',
		],
		[
			'an amount that cannot be compared',
			{ ...yes, amount: { value: '250,00', currency: 'CHF' } },
			'201 but its amount is "250,00" and 250.00 was sent',
		],
		[
			'an amount under other names',
			{ ...yes, amount: { total: '250.00' } },
			'201 but its amount is "{\\"total\\":\\"250.00\\"}" and 250.00 was sent',
		],
		[
			'another currency',
			{ ...yes, amount: { value: '250.00', currency: 'EUR' } },
			'201 but its currency is "EUR" and CHF was sent',
		],
		[
			'another reference',
			{ ...yes, externalId: 'Inv-11' },
			'201 but its external ID is "Inv-11" and "Inv-12" was sent',
		],
	])('%s', async (_name, body, said) => {
		const error = await failing(pay(body));
		expect(error).toBeInstanceOf(ZenError);
		expect(error.outcome).toBe('unknown');
		expect(error.message).toContain(
			`It is not known what became of payment "Inv-12": ZEN answered`,
		);
		expect(error.message).toContain(said);
		expect(error.remedy).toMatch(/^Run it again under the same External ID/);
	});

	it('anything that another payment could have been answered with', async () => {
		const amount = fc.record({
			value: fc.constantFrom('250.00', '250', '25.00', 2500, '250.001', 'x'),
			currency: fc.constantFrom('CHF', 'EUR', 'chf'),
		});
		const externalId = fc.constantFrom('Inv-12', 'inv-12', 'Inv-1', 12);
		await fc.assert(
			fc.asyncProperty(amount, externalId, async (told, reference) => {
				const body = { id: 'p-1', amount: told, externalId: reference };
				const isRight =
					['250.00', '250'].includes(String(told.value)) &&
					told.currency.toUpperCase() === 'CHF' &&
					reference === 'Inv-12';
				const outcome = await pay(body).then(
					() => 'accepted',
					({ outcome: other }: ZenError) => other,
				);
				expect(outcome).toBe(isRight ? 'accepted' : 'unknown');
			}),
		);
	});

	it.each([200, 202, 204, 299])('with status %i', async (status) => {
		expect(await failing(pay('', undefined, status))).toMatchObject({ outcome: 'unknown', status });
	});

	it('and the API key that it quotes is not repeated', async () => {
		const error = await failing(pay({ ...yes, externalId: 'k3y' }));
		expect(error.message).toContain('"[API key]"');
		expect(error.message).not.toContain('k3y');
	});
});

describe('a yes to a draft', () => {
	it.each([
		['a name of its own', { draftId: 'd-1' }],
		['the usual name', { id: 'd-1' }],
		['both', { draftId: 'd-1', id: 'x' }],
	])('has its ID under %s', async (_name, body) => {
		const { entry, raw } = await save(body);
		expect(entry).toMatchObject({ kind: 'draft', id: 'd-1' });
		expect(raw).toMatchObject({ draftId: 'd-1' });
	});

	it.each([
		['no ID', { status: 'DRAFT' }],
		['an error', { draftId: 'd-1', error: 'No' }],
		['another amount', { draftId: 'd-1', amount: { value: '25.00', currency: 'CHF' } }],
	])('is none with %s', async (_name, body) => {
		const error = await failing(save(body));
		expect(error).toMatchObject({ outcome: 'unknown' });
		expect(error.message).toContain('draft "Inv-12"');
		expect(error.remedy).toContain('Draft → Get Many');
	});
});

describe('a yes to a deletion', () => {
	it.each(['', '{}', '{"status":"DELETED"}'])('is %j', async (body) => {
		await zenThatSays(body, 200).zen.drafts.delete(ID);
	});

	it.each(['<html>', '{"error":"No"}', '{"success":false}'])('is not %j', async (body) => {
		expect(await failing(zenThatSays(body, 200).zen.drafts.delete(ID))).toMatchObject({
			outcome: 'unknown',
		});
	});
});

describe('what is asked for', () => {
	it.each([
		[{ sortedBy: 'createdAt', direction: 'DESC' }, true],
		[{ sortedBy: 'createdAt', direction: 'ASC' }, false],
		[{ sortedBy: 'bookedAt', direction: 'DESC' }, false],
		[{ direction: 'DESC' }, false],
	])('is the newest first only where ZEN says so: %j', async (meta, isNewestFirst) => {
		const { zen } = zenThatSays({ data: [yes], meta: { hasNext: false, ...meta } }, 200);
		expect(await zen.entryPage('payment', 'a', { limit: 20 })).toMatchObject({ isNewestFirst });
	});

	it('in one page of payments or drafts comes in our own names', async () => {
		const body = { data: [yes], meta: { hasNext: true, lastEntryId: 'c' } };
		for (const [kind, url] of [
			['payment', '/payments/v1.0?accountId=a%2Fb&limit=20&lastEntryId=z'],
			['draft', '/payments/v1.0/drafts?accountId=a%2Fb&limit=20&lastEntryId=z'],
		] as const) {
			const { zen, sent } = zenThatSays(body, 200);
			expect(await zen.entryPage(kind, 'a/b', { cursor: 'z', limit: 20 })).toEqual({
				entries: [expect.objectContaining({ kind, id: 'p-1', externalId: 'Inv-12' })],
				next: 'c',
				more: true,
				isNewestFirst: false,
			});
			expect(sent).toMatchObject([{ method: 'GET', url: `https://zen.test${url}` }]);
		}
	});

	it('by its ID comes with what ZEN sent', async () => {
		const id = ID.toUpperCase();
		const body = `{"id":"${id}","status":"SETTLED","amount":{"value":1.50,"currency":"EUR"}}`;
		const { zen, sent } = zenThatSays(body, 200);
		expect(await zen.entry('payment', ID)).toEqual({
			entry: expect.objectContaining({
				state: 'settled',
				amount: { value: '1.50', currency: 'EUR' },
			}),
			raw: { id, status: 'SETTLED', amount: { value: '1.50', currency: 'EUR' } },
		});
		expect((await zen.entry('draft', ID)).raw).toMatchObject({ draftId: id });
		expect(sent.map(({ url }) => url)).toEqual([
			`https://zen.test/payments/v1.0/${ID}`,
			`https://zen.test/payments/v1.0/drafts/${ID}`,
		]);
	});

	it.each(['payment', 'draft'] as const)('of another ID says nothing about a %s', async (kind) => {
		const { zen } = zenThatSays('{"id":"p-2","draftId":"p-2","status":"REJECTED"}', 200);
		await expect(zen.entry(kind, ID)).rejects.toThrow(`about another ${kind}`);
	});

	it('before the first write comes with the time at ZEN', async () => {
		const account = { accountId: 'A', currencyCode: 'EUR', avaliableBalance: 7, alias: 'x' };
		const { zen, sent } = zenThatSays([account, { alias: 'without an ID' }], 200);
		const { accounts, raw, zenTime } = await zen.preflight();
		expect(accounts).toEqual([{ accountId: 'a', currency: 'EUR', available: '7' }]);
		expect(raw).toHaveLength(2);
		expect(raw[0]).toMatchObject({ alias: 'x', availableBalance: '7' });
		expect(zenTime).toBe(Date.UTC(2026, 10, 2, 8, 30));
		expect(sent).toMatchObject([{ freshConnection: true }]);
	});

	it.each(['', 'yesterday', '1793608200', 'Mon, 02 Nov'])(
		'before the first write comes without a time when the header is "%s"',
		async (date) => {
			expect(await zenThatSays([], 200, date).zen.preflight()).toEqual({ accounts: [], raw: [] });
		},
	);
});
