import fc from 'fast-check';
import { CashManagementEndOfDayReport } from 'iso20022.js';
import { describe, expect, it } from 'vitest';
import { minorUnits } from '../../nodes/zen-client';
import type { JsonObject } from '../../nodes/zen-client';
import { toCamt053, type CamtHeader } from '../../nodes/Zen/statement/camt053';
import { sumsOf, type FeeMode } from '../../nodes/Zen/statement/entries';
import { inPieces, lengthOf, plainText } from '../../nodes/Zen/statement/plainText';
import {
	complaints,
	entries,
	fee,
	header,
	id,
	incoming,
	OTHER,
	OWN,
	raw,
	SEPTEMBER,
	sortOut,
} from '../support/statement.mts';
import { anyText, payments as anyPayments, paymentsIn } from '../support/statementArbitraries.mts';

const VERSIONS = ['001.02', '001.08'] as const;

const camt = (payments: JsonObject[], change: Partial<CamtHeader> = {}, fees: FeeMode = 'shown') =>
	Buffer.concat([...toCamt053(entries(payments, fees), header(change))]);

/** What an independent reader makes of a statement; it knows the parties of 001.02. */
const read = (bytes: Buffer) => CashManagementEndOfDayReport.fromXML(bytes.toString('utf8'));

/** The texts of all elements of a name. */
const texts = (bytes: Buffer, element: string): string[] =>
	[...bytes.toString('utf8').matchAll(new RegExp(`<${element}(?: [^>]*)?>([^<]*)</`, 'g'))].map(
		([, text = '']) => text,
	);

const PAYMENTS = [
	raw({ id: id(1), title: 'Invoice 7 & <8>', externalId: 'INV-7', senderFees: [fee('0.20')] }),
	incoming({
		id: id(2),
		bookedAt: '2026-09-11T08:00:00Z',
		amount: { value: '1000.50', currency: 'EUR' },
		sender: { name: 'Example Payer', country: 'US', accountNumber: '000123456', bic: null },
	}),
];

describe('a statement as camt.053', () => {
	it.each(VERSIONS)('is valid by the schema of %s', async (version) => {
		const change = { version, open: true };
		expect(
			await complaints(
				version,
				camt(PAYMENTS, { version }),
				camt(PAYMENTS, change, 'entries'),
				camt([], change),
			),
		).toEqual([]);
	});

	it('the schema would tell', async () => {
		const text = camt(PAYMENTS).toString();
		const spoilt = [
			text.replace(/<Bal>.*<\/Bal>/s, ''),
			text.replaceAll('BookgDt>', 'BookedDt>'),
			text.replace('>246.20<', '>246,20<'),
			text.replace('>BOOK<', '><'),
			text.replace('INV-7', 'X'.repeat(36)),
			text.replace('001.08', '001.02'),
			`${text}<more/>`,
		];
		const found = await complaints('001.08', ...spoilt.map((one) => Buffer.from(one)));
		for (const index of spoilt.keys()) {
			expect(found.filter((one) => one.startsWith(`${index}.xml:`))).not.toEqual([]);
		}
	});

	it('is read by an independent reader: account, period, balance, entries', () => {
		const report = read(camt(PAYMENTS, { version: '001.02' }));
		const [statement] = report.statements;
		expect(report.messageId).toBe(header().messageId);
		expect(statement).toMatchObject({
			id: '0b7a4c1e5d2f4e6a-20260901-20260930',
			creationDate: new Date('2026-10-02T06:00:00Z'),
			fromDate: new Date('2026-09-01T00:00:00Z'),
			toDate: new Date('2026-09-30T23:59:59Z'),
			account: { iban: OWN.iban },
			agent: { bic: OWN.bic },
			numOfEntries: 2,
			sumOfEntries: 1246.7,
			balances: [
				{
					type: 'INFO',
					amount: 100_000,
					currency: 'EUR',
					creditDebitIndicator: 'credit',
					date: new Date('2026-10-02T06:00:00Z'),
				},
			],
		});
		expect(statement?.entries).toMatchObject([
			{
				referenceId: id(1).replaceAll('-', ''),
				accountServicerReferenceId: id(1).replaceAll('-', ''),
				creditDebitIndicator: 'debit',
				bookingDate: new Date('2026-09-10'),
				amount: 24_620,
				currency: 'EUR',
				proprietaryCode: 'PAYMENT/SEPA',
				transactions: [
					{
						creditor: {
							name: 'Sample Freight GmbH',
							account: { iban: OTHER.iban },
							agent: { bic: OTHER.bic },
						},
						remittanceInformation: 'Invoice 7 & <8>',
					},
				],
			},
			{
				creditDebitIndicator: 'credit',
				amount: 100_050,
				transactions: [{ debtor: { name: 'Example Payer', account: { accountNumber: '123456' } } }],
			},
		]);
	});

	it('tells the end-to-end id, or beside the entry one that is too long to be it', () => {
		const ofLength = (length: number) => camt([raw({ externalId: 'E'.repeat(length) })]);
		expect(texts(camt(PAYMENTS), 'EndToEndId')).toEqual(['INV-7']);
		expect(texts(ofLength(35), 'EndToEndId')).toEqual(['E'.repeat(35)]);
		expect(ofLength(35).toString()).not.toContain('External ID');
		expect(texts(ofLength(36), 'EndToEndId')).toEqual([]);
		expect(texts(ofLength(36), 'AddtlNtryInf')[0]).toContain(`External ID: ${'E'.repeat(36)}. `);
		// Cut, it would be another one.
		expect(texts(ofLength(400), 'AddtlNtryInf')[0]).not.toContain('EE');
		expect(texts(ofLength(400), 'AddtlNtryInf')[0]).toContain('External ID: too long to be shown');
	});

	it.each(['shown', 'entries'] as const)(
		'has nothing that readers take for the title: %s',
		(fees) => {
			const payments = [
				raw({ externalId: 'E'.repeat(40), receiver: { accountNumber: '9'.repeat(35) } }),
				raw({ id: id(2), title: null, amount: { value: '1.00', currency: 'USD' } }),
			];
			expect(camt(payments, {}, fees).toString()).not.toContain('AddtlTxInf');
			expect(texts(camt(payments), 'Ustrd')).toEqual(['Invoice 7']);
		},
	);

	it('has the booking day as value date, and says so', () => {
		const bytes = camt(PAYMENTS, {}, 'entries');
		const days = [...bytes.toString().matchAll(/<ValDt>\s*<Dt>(.*)<\/Dt>\s*<\/ValDt>/g)];
		expect(days.map(([, day]) => day)).toEqual(['2026-09-10', '2026-09-10', '2026-09-11']);
		for (const remark of texts(bytes, 'AddtlNtryInf')) {
			expect(remark).toContain(' Value date: the booking day, since ZEN tells none.');
		}
	});

	it('tells an account number that is no IBAN as it is, or beside when it is too long', () => {
		const to = (accountNumber: string) =>
			camt([raw({ receiver: { name: 'Example Payee', accountNumber } })]).toString();
		const badChecksum = OTHER.iban.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
		expect(to(badChecksum)).toMatch(
			new RegExp(`<CdtrAcct>\\s*<Id>\\s*<Othr>\\s*<Id>${badChecksum}</Id>`),
		);
		expect(to(OTHER.iban.replace(/(.{4})/g, '$1 '))).toContain(`<IBAN>${OTHER.iban}</IBAN>`);
		const dressed = OTHER.iban.replace(/(.{4})/g, '$1\u00a0').toLowerCase();
		expect(to(`\u200b${dressed}`)).toContain(`<IBAN>${OTHER.iban}</IBAN>`);
		const maltese = 'MT84MALT011000012345MTLCAST001S'.replace(/(.{4})/g, '$1 ');
		expect(to(maltese)).toContain('<IBAN>MT84MALT011000012345MTLCAST001S</IBAN>');
		expect(to('19-2000145399/0800')).toContain('<Id>19-2000145399/0800</Id>');
		expect(to('9'.repeat(35))).toContain(`. Account: ${'9'.repeat(35)}. `);
		expect(to('9'.repeat(35))).not.toContain('CdtrAcct');
	});

	it('splits a long title between words and loses none of it', () => {
		const title = `${'Invoices of autumn, '.repeat(6)}RE-2026-004711 and RE-2026-004712, less 2% discount`;
		const parts = texts(camt([raw({ title })]), 'Ustrd');
		expect(parts).toHaveLength(2);
		expect(parts.map((part) => part.includes('RE-2026-004711'))).toContain(true);
		expect(parts[0]).toMatch(/ $/);
		expect(parts.join('')).toBe(title);
		// For readers that take the first part for all of them, or none.
		expect(texts(camt([raw({ title })]), 'AddtlNtryInf')[0]).toContain(`Title: ${title}`);
	});

	it('cuts a word that is longer than a part, and no character', () => {
		const title = `${'ab😀'.repeat(120)}end`;
		const parts = texts(camt([raw({ title })]), 'Ustrd');
		expect(parts.map((part) => Array.from(part).length)).toEqual([140, 140, 83]);
		expect(parts.join('')).toBe(title);
	});

	it('whatever the title, its parts are it, and cut no word that has room', () => {
		const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 80 }), (words) => {
				const title = plainText(words.join(' '));
				const parts = inPieces(title, 140);
				expect(parts.join('')).toBe(title);
				expect(parts.filter((part) => lengthOf(part) > 140)).toEqual([]);
				expect(parts.join(' ').split(/\s+/)).toEqual(title.split(/\s+/));
			}),
		);
	});

	it('has fees as charges that leave open how they are booked', () => {
		const text = camt(PAYMENTS).toString();
		expect(text).toMatch(
			/<Chrgs>\s*<Rcrd>\s*<Amt Ccy="EUR">0\.20<\/Amt>\s*<Tp>\s*<Prtry>\s*<Id>STANDARD_FEE</,
		);
		expect(text).not.toContain('ChrgInclInd');
		expect(read(camt(PAYMENTS, { version: '001.02' })).entries).toHaveLength(2);
	});

	it('or as entries, where that was chosen', () => {
		const { entries: all } = read(camt(PAYMENTS, { version: '001.02' }, 'entries'));
		expect(all).toHaveLength(3);
		expect(all[1]).toMatchObject({
			creditDebitIndicator: 'debit',
			amount: 20,
			proprietaryCode: 'FEE',
			transactions: [
				{
					accountServicerReferenceId: `${id(1).replaceAll('-', '')}F1`,
					remittanceInformation: `STANDARD_FEE, fee of payment ${id(1)}`,
				},
			],
		});
		// One that is found by its External ID is the payment, not the fee.
		expect(texts(camt(PAYMENTS, {}, 'entries'), 'EndToEndId')).toEqual(['INV-7']);
		expect(camt(PAYMENTS, {}, 'entries').toString()).not.toContain('Chrgs');
	});

	it('names an account without a number by its ID', () => {
		const account = { ...header().account, accountNumber: '', bic: '' };
		const bytes = camt([], { account });
		expect(texts(bytes, 'Id')).toContain('0b7a4c1e5d2f4e6a8c3b9f1d2e3a4b5c');
		expect(texts(bytes, 'Id')).toContain('NOTPROVIDED');
	});
});

describe('the balances of camt.053', () => {
	const told = (change: Partial<CamtHeader>) =>
		read(camt(PAYMENTS, { version: '001.02', ...change })).statements[0]?.balances.map(
			({ type, amount, creditDebitIndicator, date }) =>
				`${type} ${creditDebitIndicator} ${amount} ${date.toISOString()}`,
		);
	const derived = (value: string) => ({ value, currency: 'EUR', how: 'derived' as const });
	const balances = { ...header().balances, opening: derived('-5.00'), closing: derived('749.30') };

	it('are the present one alone, for information, when the period is over', () => {
		expect(told({})).toEqual(['INFO credit 100000 2026-10-02T06:00:00.000Z']);
	});

	it('are the present one as interim balance while it lasts, never a closing one', () => {
		const readAt = '2026-09-15T12:00:00Z';
		const { present } = header().balances;
		const open = { readAt, open: true, balances: { ...header().balances, closing: present } };
		expect(told(open)).toEqual(['ITBD credit 100000 2026-09-15T12:00:00.000Z']);
		expect(texts(camt(PAYMENTS, open), 'ToDtTm')).toEqual([readAt]);
	});

	it('are opening and closing as well when they were derived, and marked', () => {
		expect(told({ balances })).toEqual([
			'OPBD debit 500 2026-09-01T00:00:00.000Z',
			'CLBD credit 74930 2026-09-30T00:00:00.000Z',
		]);
		const marks = /<Cd>(OPBD|CLBD)<\/Cd>\s*<\/CdOrPrtry>\s*<SubTp>\s*<Prtry>DERIVED</g;
		const text = camt(PAYMENTS, { balances }).toString();
		expect([...text.matchAll(marks)].map(([, code]) => code)).toEqual(['OPBD', 'CLBD']);
		expect(text.match(/DERIVED/g)).toHaveLength(2);
	});

	it('come with the reason why there are no others', () => {
		expect(texts(camt([]), 'AddtlStmtInf')[0]).toMatch(/A note\.$/);
	});
});

describe('identifiers in camt.053', () => {
	it('of the statement stay the same for a period that is over, not for one that is not', () => {
		const statementId = (change: Partial<CamtHeader>) => texts(camt([], change), 'Id')[0];
		const later = { readAt: '2026-10-03T06:00:00Z', messageId: 'another' };
		expect(statementId(later)).toBe(statementId({}));
		expect(statementId({ open: true })).not.toBe(statementId({ ...later, open: true }));
		expect(statementId({ open: true })?.length).toBeLessThanOrEqual(35);
	});
});

describe('whatever ZEN sends', () => {
	it('camt.053 is valid, and each entry has a reference of its own', async () => {
		const documents: Record<(typeof VERSIONS)[number], Buffer[]> = { '001.02': [], '001.08': [] };
		fc.assert(
			fc.property(
				anyPayments,
				anyText,
				fc.constantFrom(...VERSIONS),
				fc.constantFrom<FeeMode>('shown', 'entries'),
				(payments, text, version, fees) => {
					const account = {
						...header().account,
						name: text.replace(/\p{Cc}|\p{Surrogate}|\ufffe|\uffff/gu, ''),
					};
					const bytes = camt(payments, { version, account }, fees);
					const references = texts(bytes, 'NtryRef');
					expect(references).toHaveLength(entries(payments, fees).length);
					expect(new Set(references).size).toBe(references.length);
					documents[version].push(bytes);
				},
			),
			{ numRuns: 60 },
		);
		for (const version of VERSIONS) {
			expect(documents[version].length).toBeGreaterThan(10);
			expect(await complaints(version, ...documents[version])).toEqual([]);
		}
	});

	it('camt.053 adds up to the totals, to the last digit', () => {
		fc.assert(
			fc.property(paymentsIn(['KWD']), fc.boolean(), (payments, separate) => {
				const { within } = sortOut(payments, SEPTEMBER);
				const currency = 'KWD';
				const account = { ...header().account, currency };
				const bytes = camt(payments, { account }, separate ? 'entries' : 'shown');
				const total = { CRDT: 0n, DBIT: 0n };
				const amount = /<NtryRef>.*\s*<Amt Ccy="(.*)">(.*)<\/Amt>\s*<CdtDbtInd>(CRDT|DBIT)</g;
				const found = [...bytes.toString().matchAll(amount)];
				for (const [, ccy = '', value = '', side] of found) {
					expect(ccy).toBe(currency);
					total[side as keyof typeof total] += minorUnits({ value, currency });
				}
				const [sums] = sumsOf(within, currency);
				const units = (value: string) => minorUnits({ value, currency });
				expect(total.CRDT).toBe(units(sums!.in));
				expect(total.DBIT).toBe(units(sums!.out) + (separate ? units(sums!.fees) : 0n));
				const [all, credits, debits] = texts(bytes, 'Sum').map(units);
				expect([all, credits, debits]).toEqual([total.CRDT + total.DBIT, total.CRDT, total.DBIT]);
				expect(texts(bytes, 'NbOfNtries').map(Number)[0]).toBe(found.length);
			}),
			{ numRuns: 60 },
		);
	});

	it('no sum is given of several currencies, and a note says of which', () => {
		const usd = { value: '1.00', currency: 'USD' };
		const bytes = camt([raw({ id: id(1) }), raw({ id: id(2), amount: usd })]);
		expect(texts(bytes, 'Sum')).toEqual([]);
		expect(texts(bytes, 'NbOfNtries')).toEqual(['2', '0', '2']);
		expect(bytes.toString()).not.toContain('TtlNetNtry');
		expect(texts(bytes, 'AddtlStmtInf')[0]).toContain(
			'Not in EUR: 1 of 2 entries (USD 0.00 in, 1.00 out). ZEN does not tell what they came to',
		);
	});

	it.each(VERSIONS)('an entry in another currency says so itself, in %s', async (version) => {
		const fees = [fee('0.20', 'USD')];
		const payments = [raw({ amount: { value: '100.00', currency: 'USD' }, senderFees: fees })];
		const bytes = camt(payments, { version }, 'entries');
		expect(bytes.toString()).toMatch(
			/<AmtDtls>\s*<TxAmt>\s*<Amt Ccy="USD">100.00<\/Amt>\s*<\/TxAmt>\s*<\/AmtDtls>/,
		);
		expect(texts(bytes, 'AddtlNtryInf')[0]).toContain('100.00 USD on an account in EUR');
		expect(texts(bytes, 'AddtlNtryInf')[1]).toContain('0.20 USD on an account in EUR');
		expect(await complaints(version, bytes)).toEqual([]);
		expect(camt([raw()]).toString()).not.toContain('AmtDtls');
	});
});
