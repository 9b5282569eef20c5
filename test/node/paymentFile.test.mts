import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, COMPANIES, inventedIban, Simulator } from '../simulator/index.mts';
import { group, paymentFile, sepaFile, transfer, type Elements } from '../support/paymentFiles.mts';
import { CONTINUE, messageOf, runZen, seen, zenEngine } from './support/zen.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start();
});
afterAll(async () => await simulator.stop());
beforeEach(() => simulator.reset());

const file = (content: string | Buffer): INodeExecutionData => ({
	json: {},
	binary: {
		data: {
			data: Buffer.from(content).toString('base64'),
			mimeType: 'application/xml',
			fileName: 'payments.xml',
		},
	},
});
const READ = { resource: 'paymentFile', operation: 'read', output: 'raw' };
const read = async (content: string | Buffer, parameters = {}, more = {}) =>
	await runZen(simulator, { ...READ, ...parameters }, { input: [file(content)], ...more });
const one = (more: Elements = {}, groupMore: Elements = {}) =>
	paymentFile([group([transfer('R-1', '10.50', more)], groupMore)]);

/** Each field of Payment → Create from the field of the same name. */
const MAPPED = {
	operation: 'create',
	accountId: { __rl: true, mode: 'id', value: '={{ $json.accountId }}' },
	externalId: '={{ $json.externalId }}',
	amount: '={{ $json.amount }}',
	currency: '={{ $json.currency }}',
	title: '={{ $json.title }}',
	receiverName: '={{ $json.receiverName }}',
	receiverAccountNumber: '={{ $json.receiverAccountNumber }}',
	receiverDetails: { all: '={{ $json.receiverDetails }}' },
	chargeType: { __rl: true, mode: 'value', value: '={{ $json.chargeType }}' },
};

describe('Payment File → Read', () => {
	it('names the account to pay from by its ID at ZEN, and asks nothing but the accounts', async () => {
		const { json, items } = await read(sepaFile(3, 'pain.001.001.09'));
		expect(json.map(({ accountId }) => accountId)).toEqual(Array(3).fill(ACCOUNT.main));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(Array(3).fill({ item: 0 }));
		expect(simulator.requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /accounts/v1.0',
		]);
	});

	it('reads several groups, each from its account', async () => {
		const dollars = { Amt: { InstdAmt: { '#text': '1.00', '@_Ccy': 'PLN' } } };
		const { json } = await read(
			paymentFile([
				group([transfer('R-1', '1.00')]),
				group([transfer('R-2', '2.00')], { DbtrAcct: { Id: { IBAN: inventedIban('LT', 2) } } }),
				group([transfer('R-3', '1.00', dollars)], {
					DbtrAcct: { Id: { IBAN: inventedIban('PL', 3) }, Ccy: 'PLN' },
				}),
			]),
		);
		expect(json.map(({ accountId }) => accountId)).toEqual([
			ACCOUNT.main,
			ACCOUNT.payroll,
			ACCOUNT.zloty,
		]);
	});

	it('refuses an account that is none of ours, and a currency that the account is not in', async () => {
		const foreign = one({}, { DbtrAcct: { Id: { IBAN: inventedIban('DE', 77) } } });
		expect((await read(foreign)).error?.message).toMatch(
			/\(PmtInf\/DbtrAcct\/Id\/IBAN\) holds DE\d+, and none of the accounts .* Of 1 of them ZEN tells no/,
		);
		const dollars = one({ Amt: { InstdAmt: { '#text': '1.00', '@_Ccy': 'USD' } } });
		expect((await read(dollars)).error?.message).toMatch(
			/InstdAmt\) is in USD, and account LT\d+ is in EUR\. A payment here is in/,
		);
	});

	it('yields nothing of a file with one wrong transfer, and goes on with other files', async () => {
		const wrong = paymentFile([
			group([transfer('R-1', '1'), transfer('R-2', '2', { UltmtDbtr: { Nm: 'X' } })]),
		]);
		const { json } = await runZen(simulator, READ, {
			input: [file(wrong), file(one())],
			...CONTINUE,
		});
		expect(json).toHaveLength(2);
		expect(messageOf(json)).toMatch(
			/^The payment file in line \d+ \(PmtInf\/CdtTrfTxInf\/UltmtDbtr/,
		);
		expect(json[1]).toMatchObject({ externalId: 'R-1' });
	});

	it('says above the output what was left out and which references were worked out', async () => {
		const none = { PmtId: { EndToEndId: 'NOTPROVIDED' } };
		const { hints } = await read(
			paymentFile([
				group([transfer('x', '1', none), transfer('R-2', '2', { Purp: { Cd: 'SUPP' } })], {
					PmtTpInf: { CtgyPurp: { Cd: 'SALA' } },
				}),
			]),
		);
		expect(hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^1 transfer has no reference of its own in the file\. The External ID was worked/,
			),
			expect.stringMatching(
				/^1 transfer has a purpose code \(SUPP \(1\)\)\. Fill Purpose Code, in/,
			),
			expect.stringMatching(/^Left out, .*: CtgyPurp SALA \(2\)\. The payments go out without it/),
		]);
		expect((await read(one())).hints).toEqual([]);
		const references = { PmtId: { InstrId: 'I-1', EndToEndId: 'NOTPROVIDED' } };
		const others = await read(
			paymentFile([group([transfer('MESSAGE-1/1', '1'), transfer('x', '2', references)])]),
		);
		expect(others.hints.map(({ message }) => message)).toEqual([
			expect.stringMatching(
				/^1 transfer has no EndToEndId, and InstrId is the External ID\. If your/,
			),
			expect.stringMatching(/^1 transfer has an EndToEndId that holds the message ID\. With each/),
		]);
	});

	it('reads transfers of another day when told to, and no other switch', async () => {
		const past = one({}, { ReqdExctnDt: { Dt: '2026-01-05' } });
		expect((await read(past)).error?.message).toContain('asks for 2026-01-05, and today is');
		const { json } = await read(past, { options: { anyDate: true } });
		expect(json).toMatchObject([{ paymentFile: { executionDate: '2026-01-05' } }]);
		const { error } = await read(past, { options: { anyDate: '={{ $json.no }}' } });
		expect(error?.message).toContain('Any Execution Date was added but yields nothing');
	});

	it('takes today as it is where the workflow is', async () => {
		const timezone = 'Pacific/Kiritimati';
		const day = new Date(Date.now() + 14 * 3_600_000).toISOString().slice(0, 10);
		const { status } = await read(
			one({}, { ReqdExctnDt: { Dt: day } }),
			{},
			{
				workflowSettings: { timezone },
			},
		);
		expect(status).toBe('success');
	});

	it('refuses 50 MB without reading them, and says where the file is to be', async () => {
		const huge = await read(Buffer.alloc(50 * 1024 * 1024, ' '));
		expect(huge.error?.message).toBe(
			'Input Binary Field holds a file of 50.0 MB, and at most 10 MB are read. Have it exported in parts.',
		);
		const other = await read(one(), { binaryPropertyName: 'xml' });
		expect(other.error?.message).toBe(
			'Input Binary Field is "xml", and the item has no file under that name. It has: data.',
		);
		const none = await runZen(simulator, READ);
		expect(none.error?.message).toContain('It has none at all: put a node before this one');
		expect(seen(simulator, 'GET')).toEqual([]);
	});
});

describe('a payment file is paid', () => {
	it('500 transfers once, also when the file comes again under another message ID', async () => {
		const engine = await zenEngine();
		const pay = async (content: string) => {
			const { json: items } = await read(content, {}, { engine });
			const parameters = { resource: 'payment', ...MAPPED, options: { atOnce: 10 } };
			return await runZen(simulator, parameters, { items, engine });
		};

		const first = await pay(sepaFile(500, 'pain.001.001.03'));
		expect(first.error).toBeUndefined();
		expect(new Set(first.json.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
		const again = await pay(sepaFile(500, 'pain.001.001.09', 'MESSAGE-2'));
		expect(new Set(again.json.map(({ outcome }) => outcome))).toEqual(new Set(['alreadySent']));

		// Ten at once arrive in any order.
		const number = ({ externalId }: { externalId?: unknown }) =>
			Number(String(externalId).slice(4));
		const ledger = [...simulator.ledger()].sort((one, other) => number(one) - number(other));
		const paid = ledger.map(({ externalId, amount, payee, title }) => ({
			externalId,
			amount: amount.value,
			name: payee.name,
			title,
		}));
		expect(paid).toEqual(
			Array.from({ length: 500 }, (_, index) => ({
				externalId: `REF-${index + 1}`,
				amount: ((101 + index) / 100).toFixed(2),
				name: COMPANIES[(index + 1) % COMPANIES.length]!.name,
				title: `Invoice ${index + 1}`,
			})),
		);
	});

	it('without references it is known again as well', async () => {
		const engine = await zenEngine();
		const none = { PmtId: { EndToEndId: 'NOTPROVIDED' } };
		const content = (MsgId: string) =>
			paymentFile([group([transfer('A', '1', none), transfer('B', '2', none)])], {
				header: { MsgId },
			});
		for (const messageId of ['MESSAGE-1', 'MESSAGE-2']) {
			const { json: items } = await read(content(messageId), {}, { engine });
			await runZen(simulator, { resource: 'payment', ...MAPPED }, { items, engine });
		}
		expect(simulator.ledger().map(({ amount }) => amount.value)).toEqual(['1.00', '2.00']);
	});

	it('as a whole: whatever is read of a file, Create takes', async () => {
		const odd = [
			'#N/A',
			'undefined',
			'null',
			'NaN',
			'[object Object]',
			'1.23E10',
			'12e+3',
			'true',
			'-',
			'…',
			'x'.repeat(501),
			'12345678null',
			'{{ $json.x }}',
			'Vilnius',
			'lt',
			'LTU',
			'NOTPROVIDED',
			'#REF!',
			'12345678',
		];
		const PLACES: Array<(text: string) => Elements> = [
			(text) => ({ Cdtr: { Nm: text } }),
			(text) => ({ RmtInf: { Ustrd: [text, text, 'x'] } }),
			(text) => ({ PmtId: { EndToEndId: text } }),
			(text) => ({ PmtId: { EndToEndId: 'NOTPROVIDED', InstrId: text } }),
			(text) => ({ Cdtr: { Nm: 'X', PstlAdr: { TwnNm: text, StrtNm: text } } }),
			(text) => ({ Cdtr: { Nm: 'X', PstlAdr: { PstCd: text } } }),
			(text) => ({ Cdtr: { Nm: 'X', PstlAdr: { AdrLine: [text, text] } } }),
			(text) => ({ Cdtr: { Nm: 'X', PstlAdr: { Ctry: text } } }),
			(text) => ({ CdtrAgt: { FinInstnId: { BICFI: text } } }),
			(text) => ({
				CdtrAgt: { FinInstnId: { BICFI: 'EXMPGB20' } },
				CdtrAcct: { Id: { Othr: { Id: text } } },
				Cdtr: { Nm: 'X', PstlAdr: { Ctry: text } },
			}),
			(text) => ({
				CdtrAgt: { FinInstnId: { BICFI: 'EXMPGB20' } },
				CdtrAcct: { Id: { Othr: { Id: text } } },
			}),
		];
		const engine = await zenEngine();
		let read = 0;
		for (const [number, place] of PLACES.entries()) {
			const input = odd.map((text, index) =>
				file(paymentFile([group([transfer(`R-${index}`, `${index + 1}.00`, place(text))])])),
			);
			const output = number % 2 === 0 ? 'raw' : 'simplified';
			const { json } = await runZen(simulator, { ...READ, output }, { input, engine, ...CONTINUE });
			const items = json.filter(({ error, outcome }) => !error && !outcome);
			read += items.length;
			const check = { resource: 'payment', ...MAPPED, options: { checkOnly: true } };
			const { json: checked } = await runZen(simulator, check, { items, engine, ...CONTINUE });
			expect(checked.filter(({ outcome }) => outcome !== 'checked')).toEqual([]);
		}
		expect(read).toBeGreaterThan(odd.length);
		expect(read).toBeLessThan(odd.length * PLACES.length);
	});

	it('as drafts, with the details that each has and the others lack', async () => {
		const address = { TwnNm: 'Łódź', Ctry: 'PL' };
		const inPoland = {
			Cdtr: { Nm: 'Zażółć Gęślą Sp. z o.o.', PstlAdr: address },
			CdtrAcct: { Id: { IBAN: COMPANIES[2]!.accountNumber! } },
			ChrgBr: 'SHAR',
		};
		const { json: items } = await read(
			paymentFile([group([transfer('R-1', '1'), transfer('R-2', '2', inPoland)])]),
		);
		const { json } = await runZen(simulator, { resource: 'draft', ...MAPPED }, { items });
		expect(json.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
		const bodies = seen(simulator, 'POST').map(({ body }) => JSON.parse(body) as IDataObject);
		expect(bodies.map((body) => body.chargeType)).toEqual([undefined, 'SHA']);
		expect(bodies[1]).toMatchObject({
			receiver: { name: 'Zażółć Gęślą Sp. z o.o.', country: 'PL', address: { city: 'Łódź' } },
		});
	});
});

describe('All Details (JSON)', () => {
	const details = async (receiverDetails: IDataObject) =>
		await runZen(
			simulator,
			{ resource: 'payment', ...MAPPED, receiverDetails: receiverDetails as never },
			{ items: (await read(one())).json },
		);

	it.each<[string, IDataObject, string]>([
		['a name that is none', { all: { town: 'X' } }, 'holds the name "town". The names are: bic,'],
		['an empty text', { all: { city: ' ' } }, 'holds no text of 1 to 500 characters under "city"'],
		['a number', { all: { postcode: 1100 } }, 'holds no text of 1 to 500 characters under "postc'],
		['no object', { all: '[1]' }, 'holds no JSON object'],
		['the same twice', { all: { city: 'X' }, city: 'Y' }, 'holds "city", which has a field of its'],
		['a lost character', { all: { city: 'Vilni\uFFFDs' } }, ''],
		['what only a program writes', { all: { city: '#N/A' } }, ''],
		['nothing', { all: '={{ $json.no }}' }, 'was added but yields nothing'],
	])('with %s is refused', async (_name, receiverDetails, words) => {
		const { error } = await details(receiverDetails);
		expect(error?.message).toContain(words ? `All Details (JSON) ${words}` : 'City holds ');
		expect(simulator.ledger()).toEqual([]);
	});

	it('is checked as the single fields are', async () => {
		expect((await details({ all: { bic: 'X' } })).error?.message).toContain('BIC holds "X"');
		expect((await details({ all: { country: 'Germany' } })).error?.message).toContain('GERMANY');
		expect((await details({ all: '{}' })).error).toBeUndefined();
	});
});
