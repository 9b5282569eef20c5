import { ISO20022 } from 'iso20022.js';
import { describe, expect, it } from 'vitest';
import { readPain001 } from '../../nodes/Zen/file/pain001';
import { noticesOf, toItem } from '../../nodes/Zen/file/toItem';
import { InputError } from '../../nodes/zen-client';
import { COMPANIES, inventedBic, inventedIban } from '../simulator/index.mts';
import {
	DEBTOR,
	group,
	lineOf,
	paymentFile,
	sepaFile,
	TODAY,
	transfer,
	type Elements,
} from '../support/paymentFiles.mts';
import { atOnce } from '../support/steps.mts';

const read = (file: string | Buffer, today: string | undefined = TODAY) =>
	atOnce(readPain001(Buffer.from(file), today));
const items = (file: string | Buffer, today?: string) => {
	const whole = read(file, today);
	return whole.transfers.map((one) => toItem(one, 'account', whole));
};
const one = (more: Elements = {}, groupMore: Elements = {}) =>
	paymentFile([group([transfer('R-1', '10.50', more)], groupMore)]);

/** The message, which names the line in which `place` stands in the file. */
const refusal = (file: string, place = ''): string => {
	try {
		read(file);
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		const { message } = error as InputError;
		if (place) expect(message).toContain(`in line ${lineOf(file, place)} `);
		return message;
	}
	throw new Error('The file was read');
};

/** A file with one transfer, to that name, which declares that encoding. */
const payingTo = (Nm: string, encoding: string) =>
	paymentFile([group([transfer('R-1', '1', { Cdtr: { Nm } })])], { encoding });

describe('a transfer comes out in the names of Payment → Create', () => {
	it('with all that Create can carry', () => {
		const file = one({
			PmtId: { InstrId: 'I-1', EndToEndId: 'R-1', UETR: '8a562c67-ca16-48ba-b074-65581be6f001' },
			ChrgBr: 'SHAR',
			CdtrAgt: { FinInstnId: { BICFI: inventedBic('LT') } },
			Cdtr: {
				Nm: 'Example  Stationery\n UAB',
				PstlAdr: {
					StrtNm: 'Example Street',
					BldgNb: '1',
					PstCd: '01100',
					TwnNm: 'Vilnius',
					Ctry: 'LT',
				},
			},
			Purp: { Cd: 'SUPP' },
		});
		expect(items(file)).toEqual([
			{
				accountId: 'account',
				externalId: 'R-1',
				amount: '10.50',
				currency: 'EUR',
				title: 'Invoice R-1',
				receiverName: 'Example Stationery UAB',
				receiverAccountNumber: COMPANIES[0]!.accountNumber,
				receiverDetails: {
					bic: inventedBic('LT'),
					line1: 'Example Street 1',
					postcode: '01100',
					city: 'Vilnius',
					country: 'LT',
				},
				chargeType: 'SHA',
				additionalFields: { purposeCode: 'SUPP' },
				paymentFile: {
					version: 'pain.001.001.09',
					messageId: 'MESSAGE-1',
					paymentInformationId: 'GROUP-1',
					endToEndId: 'R-1',
					instructionId: 'I-1',
					uetr: '8a562c67-ca16-48ba-b074-65581be6f001',
					externalIdFrom: 'EndToEndId',
					executionDate: TODAY,
					debtorAccountNumber: DEBTOR,
					line: lineOf(file, '<CdtTrfTxInf>'),
					leftOut: [],
				},
			},
		]);
	});

	it('as the library "sepa" writes it, in both versions that it has', () => {
		for (const version of ['pain.001.001.03', 'pain.001.001.09']) {
			expect(items(sepaFile(2, version))).toMatchObject([
				{ externalId: 'REF-1', amount: '1.01', title: 'Invoice 1', chargeType: '' },
				{ externalId: 'REF-2', amount: '1.02', title: 'Invoice 2' },
			]);
		}
	});

	it('as iso20022.js writes it, each with a group of its own', () => {
		const bank = { bic: inventedBic('LT'), bankAddress: { country: 'LT' as const } };
		const writer = new ISO20022({
			initiatingParty: { name: 'Sample', id: 'S', account: { iban: DEBTOR }, agent: bank },
		});
		const pay = (id: string, amount: number) => ({
			type: 'swift' as const,
			direction: 'credit' as const,
			id,
			amount,
			currency: 'EUR' as const,
			remittanceInformation: `Invoice ${id}`,
			creditor: {
				name: 'Žalioji Šalis UAB',
				account: { iban: COMPANIES[0]!.accountNumber! },
				agent: bank,
				address: { streetName: 'Example', townName: 'Vilnius', country: 'LT' as const },
			},
		});
		const file = writer.createSWIFTCreditPaymentInitiation([pay('A', 150), pay('B', 2500)]);
		expect(items(file.serialize())).toMatchObject([
			{ externalId: 'A', amount: '1.50', receiverName: 'Žalioji Šalis UAB', chargeType: 'SHA' },
			{ externalId: 'B', amount: '25.00', paymentFile: { leftOut: ['SvcLvl URGP'] } },
		]);
	});

	it('in version .11, with prefixes before all names, comments and CDATA', () => {
		const file = paymentFile([group([transfer('R-1', '1')])], { version: 'pain.001.001.11' })
			.replaceAll(/<(\/?)(?=[A-Z])/g, '<$1p:')
			.replace('xmlns=', 'xmlns:p=')
			.replace('Invoice R-1', '<!-- > <deep> --><![CDATA[A & B <c>]]>');
		expect(items(file)).toMatchObject([{ externalId: 'R-1', title: 'A & B <c>' }]);
	});

	it.each([
		['ISO-8859-2', 'Żółta Łódź Sp. z o.o.', 'iso-8859-2'],
		['windows-1250', 'Żółta Łódź Sp. z o.o.', 'windows-1250'],
		['windows-1257', 'Žalioji Šalis ąčęėįšųūž', 'windows-1257'],
		['ISO-8859-13', 'Žalioji Šalis ąčęėįšųūž', 'iso-8859-13'],
		['UTF-8', 'Žalioji Łódź', 'utf-8'],
	])('in %s, as the file declares', (encoding, Nm, label) => {
		const file = payingTo(Nm, encoding);
		expect(items(encoded(file, label))).toMatchObject([{ receiverName: Nm }]);
	});

	it('in UTF-16 and with a byte order mark', () => {
		const file = paymentFile([group([transfer('R-1', '1', { Cdtr: { Nm: 'Łódź' } })])], {
			encoding: 'UTF-16',
		});
		const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(file, 'utf16le')]);
		expect(items(utf16)).toMatchObject([{ receiverName: 'Łódź' }]);
		expect(items(`\uFEFF${one()}`)).toHaveLength(1);
	});
});

/** Text in an encoding of one byte for each character, by trying them all. */
function encoded(text: string, label: string): Buffer {
	if (label === 'utf-8') return Buffer.from(text);
	const decoder = new TextDecoder(label);
	const bytes = new Map(
		Array.from({ length: 256 }, (_, byte) => [decoder.decode(Buffer.from([byte])), byte]),
	);
	return Buffer.from([...text].map((letter) => bytes.get(letter)!));
}

describe('the External ID is the same whenever the file is exported again', () => {
	const ids = (PmtId: Elements, more: Elements = {}, groupMore: Elements = {}) =>
		items(one({ PmtId, ...more }, groupMore), undefined)[0]!.externalId;
	const none = { EndToEndId: 'NOTPROVIDED' };

	it('EndToEndId, else InstrId', () => {
		expect(ids({ InstrId: 'I-1', EndToEndId: 'E-1' })).toBe('E-1');
		expect(ids({ InstrId: 'I-1', ...none })).toBe('I-1');
		expect(ids({ InstrId: 'I-1', EndToEndId: 'Not Provided' })).toBe('I-1');
	});

	it.each([
		'NOT_PROVIDED',
		'not-provided',
		'N O T P R O V I D E D',
		'NOTPROVIDED0001',
		'NOTAVAILABLE',
		'Not applicable',
		'NONE',
		'none.',
		'N/A',
		'n.a.',
		'NULL',
		'NonRef',
		'no reference',
		'0',
		'0000',
		'-',
		'***',
		'Nenurodyta',
		'keine',
	])('%s is no reference, as EndToEndId and as InstrId', (word) => {
		const hash = ids(none);
		expect(ids({ EndToEndId: word })).toBe(hash);
		expect(ids({ InstrId: word, EndToEndId: word })).toBe(hash);
		expect(ids({ InstrId: 'I-1', EndToEndId: word })).toBe('I-1');
	});

	it.each([
		'NA-2026-1',
		'NONE-7',
		'INV-0',
		'1',
		'NOTTINGHAM',
		'NOTE-12',
		'ИНВ-7',
		'Nullmann',
		'BRAK-3',
	])('%s is one', (reference) => {
		expect(ids({ EndToEndId: reference })).toBe(reference);
	});

	it('else a hash of what makes it the payment that it is', () => {
		const hash = ids(none);
		expect(hash).toMatch(/^FILE-[0-9a-f]{30}$/);
		expect(ids({ InstrId: 'NOTPROVIDED', ...none })).toBe(hash);
		expect(ids(none, { Cdtr: { Nm: 'Another spelling' } }, { PmtInfId: 'OTHER' })).toBe(hash);
		const others = [
			ids(none, { Amt: { InstdAmt: { '#text': '10.51', '@_Ccy': 'EUR' } } }),
			ids(none, { RmtInf: { Ustrd: 'Another' } }),
			ids(none, { CdtrAcct: { Id: { IBAN: COMPANIES[1]!.accountNumber! } } }),
			ids(none, {}, { DbtrAcct: { Id: { IBAN: inventedIban('LT', 2) } } }),
		];
		expect(new Set([hash, ...others]).size).toBe(5);
	});

	it('but no InstrId that is made of the message ID or the name of the group', () => {
		const hash = ids(none);
		expect(ids({ InstrId: 'MESSAGE-1.1', ...none })).toBe(hash);
		expect(ids({ InstrId: 'GROUP-1', ...none })).toBe(hash);
		expect(ids({ InstrId: 'MESSAGE-2', ...none })).toBe('MESSAGE-2');
		expect(ids({ InstrId: 'A1', ...none }, {}, { PmtInfId: 'A' })).toBe('A1');
	});

	it('nor one that has it in another case, without its signs, or cut off, nor one drawn by lot', () => {
		const hash = ids(none);
		const name = '8FB1CF2D-9CFD-463F-99EC-2CBCA3869D89';
		expect(ids({ InstrId: name, ...none })).toBe(hash);
		for (const InstrId of [
			name.toLowerCase().slice(0, 35),
			name.replaceAll('-', ''),
			`${name.slice(0, 30)}-0001`,
			`PAY ${name.replaceAll('-', '').slice(0, 30)}`,
		]) {
			const isCutWithin = InstrId.startsWith('P ');
			expect(ids({ InstrId, ...none }, {}, { PmtInfId: name }) === hash, InstrId).toBe(
				!isCutWithin,
			);
		}
		for (const InstrId of [
			'FB-2026-000000000000000000017',
			'DE20260928000000000000012345',
			'AB-000000000000000000000000001-CD',
		]) {
			expect(ids({ InstrId, ...none })).toBe(InstrId);
		}
		expect(ids({ InstrId: 'NOTPROVIDED-7', ...none }, {}, { PmtInfId: 'NOTPROVIDED' })).toBe(hash);
		expect(ids({ InstrId: 'R-NONE-7', ...none }, {}, { PmtInfId: 'NONE' })).toBe('R-NONE-7');
	});

	it('and a hint says where an EndToEndId may be another one with each export', () => {
		const hints = (EndToEndId: string, groupMore: Elements = {}, more: Elements = {}) =>
			noticesOf(items(one({ PmtId: { EndToEndId, ...more } }, groupMore))).join();
		const uuid = '8fb1cf2d-9cfd-463f-99ec-2cbca3869d89';
		expect(hints('message1/7')).toContain('that holds the message ID');
		for (const said of [
			hints('A1B2C3D4-0001', { PmtInfId: 'A1B2C3D4' }),
			hints('a1b2 c3d4 0001', { PmtInfId: 'A1B2-C3D4' }),
			hints('RUN-77-1', {}, { InstrId: 'RUN77' }),
			hints(`${uuid.slice(0, 30)}-0001`, { PmtInfId: uuid.toUpperCase() }),
			hints(uuid.replaceAll('-', '')),
			hints(`PAY-${uuid}`.slice(0, 35)),
		]) {
			expect(said).toMatch(/^1 transfer has an EndToEndId .* counts as another payment/);
		}
		expect(hints('INV-2026-42', {}, { InstrId: '1' })).toBe('');
		expect(hints('INV-2026-42', {}, { InstrId: 'INV-2026-42' })).toBe('');
		expect(hints('202611280000000000000001')).toBe('');
		expect(hints('SUPPLIER-INV-1', { PmtInfId: 'NONE' }, { InstrId: 'NOTPROVIDED' })).toBe('');
	});

	it('and two transfers that nothing tells apart are refused', () => {
		const twins = [1, 2].map(() => transfer('NOTPROVIDED', '1', { RmtInf: { Ustrd: 'Rent' } }));
		expect(refusal(paymentFile([group(twins)]))).toMatch(
			/line \d+ \(PmtInf\/CdtTrfTxInf\) is the same as the transfer in line \d+: .* If they are two/,
		);
	});

	it('a reference that only a program writes is refused', () => {
		expect(refusal(one({ PmtId: { EndToEndId: 'INV-undefined' } }), '<EndToEndId>')).toContain(
			'(PmtInf/CdtTrfTxInf/PmtId/EndToEndId) holds "undefined"',
		);
	});
});

describe('the title', () => {
	const scor = (Ref: string) => ({ Tp: { CdOrPrtry: { Cd: 'SCOR' }, Issr: 'ISO' }, Ref });
	const title = (RmtInf: Elements) => items(one({ RmtInf }))[0]!.title;

	it.each<[string, Elements, string]>([
		['text', { Ustrd: 'Invoice 7' }, 'Invoice 7'],
		['texts', { Ustrd: ['Invoice 7', 'and 8'] }, 'Invoice 7 and 8'],
		[
			'a creditor reference',
			{ Strd: { CdtrRefInf: scor('RF18539007547034') } },
			'RF18539007547034',
		],
		[
			'a reference of another kind',
			{ Strd: { CdtrRefInf: { Tp: { CdOrPrtry: { Prtry: 'KID' } }, Ref: '00120034' } } },
			'00120034',
		],
		[
			'several documents',
			{ Strd: [{ RfrdDocInf: [{ Nb: 'A1' }, { Nb: 'A2' }] }, { AddtlRmtInf: 'less discount' }] },
			'A1 A2 less discount',
		],
		[
			'both, the reference not twice',
			{ Ustrd: 'Pay 00120034 now', Strd: { CdtrRefInf: { Ref: '00120034' } } },
			'Pay 00120034 now',
		],
		[
			'both, where one is only a part of a word of the other',
			{ Ustrd: 'Rent 2012', Strd: { CdtrRefInf: { Ref: '12' } } },
			'Rent 2012 12',
		],
	])('is made of %s', (_name, information, expected) => {
		expect(title(information)).toBe(expected);
	});

	it('is the reference where nothing else is told', () => {
		expect(items(one({ RmtInf: undefined }))[0]!.title).toBe('R-1');
	});

	it('is asked for where there is no reference either', () => {
		const file = one({ PmtId: { EndToEndId: 'NOTPROVIDED' }, RmtInf: undefined });
		expect(refusal(file, '<CdtTrfTxInf>')).toContain('has no remittance information and no refe');
	});

	it.each(['RF18 5390 0754 7034', 'rf18539007547034', 'RF18 539007547034'])(
		'a creditor reference in blanks and small letters, %s, is one',
		(reference) => {
			expect(title({ Strd: { CdtrRefInf: scor(reference) } })).toBe(reference);
		},
	);

	it.each([
		['010806817183', 'BBA'],
		['1232', undefined],
		['SI121234567890120', undefined],
		['2229099886', ''],
	])("with a bank's own reference exported as SCOR, %s, is read", (Ref, Issr) => {
		const Tp = { CdOrPrtry: { Cd: 'SCOR' }, ...(Issr && { Issr }) };
		expect(title({ Strd: { CdtrRefInf: { Tp, Ref } } })).toBe(Ref);
	});

	it('with a creditor reference is checked though no issuer is named', () => {
		const CdtrRefInf = { Tp: { CdOrPrtry: { Cd: 'SCOR' } }, Ref: 'RF19539007547034' };
		expect(refusal(one({ RmtInf: { Strd: { CdtrRefInf } } }), '<Ref>')).toContain('do not fit');
	});

	it.each([
		['RF19539007547034', 'a creditor reference whose check digits do not fit'],
		['rf19 5390 0754 7034', 'a creditor reference whose check digits do not fit'],
		['RFl8539007547034', 'which is no creditor reference (ISO 11649)'],
		['RFO8539007547034', 'which is no creditor reference (ISO 11649)'],
		['RF185390-07547034', 'which is no creditor reference (ISO 11649)'],
		['18539007547034', 'which is no creditor reference (ISO 11649)'],
		['RF18', 'which is no creditor reference (ISO 11649)'],
		[`RF18${'0'.repeat(22)}`, 'which is no creditor reference (ISO 11649)'],
		['invoice 7', 'which is no creditor reference (ISO 11649)'],
	])('with a creditor reference that is none, %s, is refused', (reference, words) => {
		const file = one({ RmtInf: { Strd: { CdtrRefInf: scor(reference) } } });
		expect(refusal(file, '<Ref>')).toContain(`holds "${reference}", ${words}`);
		const written = file.replace('SCOR', 'scor');
		expect(refusal(written, '<Ref>')).toContain(words);
	});
});

describe('a file whose numbers do not fit yields nothing', () => {
	const two = [transfer('R-1', '1.10'), transfer('R-2', '2.20')];

	it('sums and numbers of groups and of the file that fit are taken', () => {
		const totals = { NbOfTxs: '2', CtrlSum: '3.3' };
		const file = paymentFile([group(two, totals), group([transfer('R-3', '5')])], {
			header: { NbOfTxs: '3', CtrlSum: '8.300' },
		});
		expect(items(file)).toHaveLength(3);
	});

	it.each<[string, Elements, Elements, string, RegExp]>([
		['number', { NbOfTxs: '3' }, {}, '<NbOfTxs>', /GrpHdr\/NbOfTxs.*there are 3.*there are 2\./],
		['sum', { CtrlSum: '3.31' }, {}, '<CtrlSum>', /GrpHdr\/CtrlSum.*come to 3.31.*come to 3.30\./],
		[
			'sum that is none',
			{ CtrlSum: '3,30' },
			{},
			'<CtrlSum>',
			/come to 3,30, and they come to 3.30/,
		],
		['number that is none', { NbOfTxs: 'two' }, {}, '<NbOfTxs>', /holds "two", which is no number/],
		['no number', { NbOfTxs: undefined }, {}, '<GrpHdr>', /\(GrpHdr\) has no NbOfTxs/],
		['group number', {}, { NbOfTxs: '1' }, '<NbOfTxs>1', /PmtInf\/NbOfTxs.*there are 1 t/],
		['group sum', {}, { CtrlSum: '33' }, '<CtrlSum>33', /PmtInf\/CtrlSum.*come to 33, and.*3.30/],
	])('%s', (_name, header, more, place, message) => {
		expect(refusal(paymentFile([group(two, more)], { header }), place)).toMatch(message);
	});

	it('the same reference twice, in two groups too', () => {
		const again = transfer('R-1', '7.00');
		for (const groups of [[group([...two, again])], [group(two), group([again])]]) {
			expect(refusal(paymentFile(groups))).toMatch(
				/\(PmtInf\/CdtTrfTxInf\) has the EndToEndId "R-1", as the transfer in line \d+ has\. If they/,
			);
		}
	});

	it.each(['inv-1', 'INV\u20131', 'Inv\u200b-1', ' INV-1 ', '\uff29\uff2e\uff36-1'])(
		'the same reference written otherwise, as "%s"',
		(again) => {
			const file = paymentFile([group([transfer('INV-1', '1'), transfer(again, '2')])]);
			expect(refusal(file)).toMatch(/, as the transfer in line \d+ has( \("INV-1"\))?\. If they/);
		},
	);

	it('no transfer at all', () => {
		expect(refusal(paymentFile([]))).toContain('has no credit transfer in it');
	});
});

describe('what cannot be paid as it stands is refused by its name', () => {
	const amount = (text: string, Ccy?: string) => ({
		Amt: { InstdAmt: { '#text': text, ...(Ccy && { '@_Ccy': Ccy }) } },
	});

	it.each<[string, string, Elements, Elements, RegExp]>([
		[
			'a wrong IBAN',
			'<IBAN>LT00',
			{ CdtrAcct: { Id: { IBAN: 'LT00999900000000001001' } } },
			{},
			/IBAN\) holds "LT00/,
		],
		[
			'a wrong IBAN of the debtor',
			'<IBAN>LT0',
			{},
			{ DbtrAcct: { Id: { IBAN: 'LT009999000000000011' } } },
			/PmtInf\/DbtrAcct\/Id\/IBAN\) holds/,
		],
		[
			'another account of the debtor',
			'<Id>',
			{},
			{ DbtrAcct: { Id: { Othr: { Id: '123' } } } },
			/by something else than its IBAN/,
		],
		[
			'a local number without a bank',
			'<Id>123',
			{ CdtrAcct: { Id: { Othr: { Id: '12345678' } } } },
			{},
			/which is no IBAN, and CdtrAgt tells no BIC/,
		],
		[
			'an alias',
			'<Prxy>',
			{ CdtrAcct: { Id: { IBAN: COMPANIES[0]!.accountNumber! }, Prxy: { Id: 'x' } } },
			{},
			/tells an alias/,
		],
		[
			'a wrong BIC',
			'<BICFI>EXMPXX',
			{ CdtrAgt: { FinInstnId: { BICFI: 'EXMPXX20' } } },
			{},
			/BICFI\) holds "EXMPXX20", which is no BIC/,
		],
		[
			'a cheque',
			'<ChqInstr>',
			{ ChqInstr: { ChqTp: 'CCHQ' } },
			{},
			/CdtTrfTxInf\/ChqInstr\) tells how to write a cheque/,
		],
		['payment by cheque', '<PmtMtd>', {}, { PmtMtd: 'CHK' }, /is CHK, a cheque\. Only transfers/],
		[
			'an ultimate debtor',
			'<UltmtDbtr>',
			{ UltmtDbtr: { Nm: 'X' } },
			{},
			/CdtTrfTxInf\/UltmtDbtr.*ultimate debtor/,
		],
		[
			'one of the group',
			'<UltmtDbtr>',
			{},
			{ UltmtDbtr: { Nm: 'X' } },
			/PmtInf\/UltmtDbtr.*ultimate debtor/,
		],
		['an ultimate creditor', '<UltmtCdtr>', { UltmtCdtr: { Nm: 'X' } }, {}, /ultimate creditor/],
		[
			'an amount in another currency',
			'<EqvtAmt>',
			{ Amt: { EqvtAmt: { Amt: '1' } } },
			{},
			/EqvtAmt\) tells an amount that is/,
		],
		['fees on the receiver', '<ChrgBr>', { ChrgBr: 'CRED' }, {}, /ChrgBr\) is CRED\. Of who bears/],
		[
			'fees on another account',
			'<ChrgsAcct>',
			{},
			{ ChrgsAcct: { Id: { IBAN: DEBTOR } } },
			/which other account bears/,
		],
		[
			'a bank by another number',
			'<ClrSysMmbId>',
			{
				CdtrAgt: { FinInstnId: { BICFI: 'EXMPGB20', ClrSysMmbId: { MmbId: '1' } } },
				CdtrAcct: { Id: { Othr: { Id: '12345678' } } },
			},
			{},
			/by a number of its country/,
		],
		[
			'another day',
			'<Dt>2',
			{},
			{ ReqdExctnDt: { Dt: '2020-01-31' } },
			/asks for 2020-01-31, and today is .* that day is over\. Have the file/,
		],
		[
			'a day to come',
			'<Dt>2',
			{},
			{ ReqdExctnDt: { Dt: '2999-01-31' } },
			/asks for 2999-01-31.*payments made here go out at once/,
		],
		[
			'no day',
			'<Dt>',
			{},
			{ ReqdExctnDt: { Dt: '31.01.2026' } },
			/holds "31.01.2026", which is no date/,
		],
		...[
			`${TODAY}999`,
			`${TODAY}T25:99:99`,
			`${TODAY}T24:00:00`,
			`${TODAY}T08:00`,
			`${TODAY} 08:00:00`,
			`${TODAY}+99:00`,
			'2026-02-30',
		].map((Dt): [string, string, Elements, Elements, RegExp] => [
			`${Dt}, which is no day`,
			'<Dt>',
			{},
			{ ReqdExctnDt: { Dt } },
			/Dt\) holds ".*", which is no date/,
		]),
		[
			'a half day',
			'<Dt>',
			{},
			{ ReqdExctnDt: { Dt: '2026-09' } },
			/holds "2026-09", which is no date/,
		],
		['no currency', '<InstdAmt', amount('1'), {}, /InstdAmt\) has no Ccy/],
		[
			'an unknown currency',
			'<InstdAmt',
			amount('1', 'XQX'),
			{},
			/InstdAmt\) holds "XQX", which is no ISO 4217/,
		],
		['too many decimals', '<InstdAmt', amount('1.005', 'EUR'), {}, /holds 1.005/],
		['a comma', '<InstdAmt', amount('1,5', 'EUR'), {}, /holds "1,5"/],
		['nothing to pay', '<InstdAmt', amount('0.00', 'EUR'), {}, /Only an amount above zero/],
		['less than nothing', '<InstdAmt', amount('-1.00', 'EUR'), {}, /Only an amount above zero/],
		['no name', '<Cdtr>', { Cdtr: {} }, {}, /.*/],
		[
			'a lost character',
			'<Nm>Mil',
			{ Cdtr: { Nm: 'Mil\uFFFD UAB' } },
			{},
			/Cdtr\/Nm\) holds "Mil\uFFFD UAB", in which a character was lost/,
		],
		[
			'a city that a spreadsheet did not find',
			'<PstlAdr>',
			{ Cdtr: { Nm: 'X', PstlAdr: { TwnNm: '#N/A' } } },
			{},
			/Cdtr\/PstlAdr\) as city holds "#N\/A"/,
		],
		[
			'a street of many lines',
			'<PstlAdr>',
			{ Cdtr: { Nm: 'X', PstlAdr: { AdrLine: Array(8).fill('x'.repeat(70)) } } },
			{},
			/PstlAdr\) as line1 holds 574 characters, and at most 500/,
		],
		[
			'an address that is too long as a whole',
			'<PstlAdr>',
			{ Cdtr: { Nm: 'X', PstlAdr: { TwnNm: 'y'.repeat(500), StrtNm: 'x'.repeat(500) } } },
			{},
			/PstlAdr\) as \w+ holds \d+ characters, and at most 1000/,
		],
		[
			'a country in words of a local account',
			'<Ctry>',
			{
				CdtrAgt: { FinInstnId: { BICFI: 'EXMPGB20' } },
				CdtrAcct: { Id: { Othr: { Id: '12345678' } } },
				Cdtr: { Nm: 'X', PstlAdr: { Ctry: 'England' } },
			},
			{},
			/PstlAdr\/Ctry\) holds "ENGLAND", which is no code of two letters/,
		],
		[
			'an account number that lost its digits',
			'<Id>1.2',
			{
				CdtrAgt: { FinInstnId: { BICFI: 'EXMPGB20' } },
				CdtrAcct: { Id: { Othr: { Id: '1.23E10' } } },
			},
			{},
			/Othr\/Id\) holds "1.23E10", a number that a spreadsheet/,
		],
		[
			'a title that is too long as a whole',
			'<RmtInf>',
			{ RmtInf: { Ustrd: Array(9).fill('x'.repeat(140)) } },
			{},
			/RmtInf\) holds 1268 characters, and at most 1000/,
		],
		['two names', '<Nm>B', { Cdtr: { Nm: ['A', 'B'] } }, {}, /Cdtr\/Nm\) stands there twice/],
		[
			'details that nobody knows',
			'<Odd>',
			{ Odd: { Nm: 'X' } },
			{},
			/CdtTrfTxInf\/Odd\) tells something/,
		],
	])('%s', (_name, place, more, groupMore, message) => {
		const said = refusal(one(more, groupMore), place);
		expect(said).toMatch(/^The payment file in line \d+ \(/);
		expect(said).toMatch(message);
	});

	it('an account number with its bank is carried', () => {
		const [item] = items(
			one({
				CdtrAgt: { FinInstnId: { BICFI: 'EXMPGB20XXX' } },
				CdtrAcct: { Id: { Othr: { Id: '12345678', SchmeNm: { Cd: 'BBAN' } } } },
			}),
		);
		expect(item).toMatchObject({
			receiverAccountNumber: '12345678',
			receiverDetails: { bic: 'EXMPGB20XXX' },
		});
	});

	it.each([
		'NOTPROVIDED',
		'notprovided',
		'NOTPROVIXXX',
		'NOTAVAIL',
		'NOTKNOWN',
		'NONE',
		'00000000',
	])('%s is no BIC, and is not handed on as one', (BICFI) => {
		const agent = { CdtrAgt: { FinInstnId: { BICFI } } };
		expect(items(one(agent))[0]).toMatchObject({ receiverDetails: {} });
		const local = { CdtrAcct: { Id: { Othr: { Id: '12345678' } } } };
		expect(refusal(one({ ...agent, ...local }))).toContain('CdtrAgt tells no BIC');
	});

	it("a bank's number beside an IBAN is not needed", () => {
		const agent = { FinInstnId: { ClrSysMmbId: { MmbId: '1' }, Nm: 'Example Bank' } };
		expect(items(one({ CdtrAgt: agent }))).toMatchObject([{ paymentFile: { leftOut: [] } }]);
	});

	it('zeros at the end of an amount are no thousands', () => {
		expect(items(one(amount('1.50000', 'EUR')))[0]).toMatchObject({ amount: '1.50' });
		expect(items(one(amount('1500.000', 'EUR')))[0]).toMatchObject({ amount: '1500.00' });
	});

	it.each([
		'1.50.000',
		'1.5.0',
		'10.50.00',
		'12.34.0',
		'1..5',
		'1.',
		'.50',
		'+1.00',
		'1 500.00',
		'1e3',
		'0x10',
		'Infinity',
		'--1',
		'1-',
		'١٢',
	])('an amount that is no decimal of XML, %s, is refused as it is written', (text) => {
		expect(refusal(one(amount(text, 'EUR')), '<InstdAmt')).toContain(
			`holds "${text}", which is no decimal amount`,
		);
	});

	it.each(['0.00', '-1.50', '1.00500', '1.2340', '000.000'])(
		'an amount that cannot be paid, %s, is told as it is written',
		(text) => {
			expect(refusal(one(amount(text, 'EUR')), '<InstdAmt')).toMatch(
				new RegExp(`InstdAmt\\) holds ${text.replaceAll('.', '\\.')}[.,]`),
			);
		},
	);

	it.each(['', 'Z', '+02:00', 'T08:00:00', 'T23:59:59.999Z', 'T08:00:00-05:00'])(
		'a day is one with "%s" behind it, as XML has days',
		(behind) => {
			const [item] = items(one({}, { ReqdExctnDt: { DtTm: `${TODAY}${behind}` } }));
			expect(item).toMatchObject({ paymentFile: { executionDate: TODAY } });
		},
	);

	it.each([
		['<Nm>Exa', '<Nm xmlns="urn:other">Exa', '(PmtInf/CdtTrfTxInf/Cdtr) has no Nm'],
		['<IBAN>', '<IBAN xmlns="">', 'something else than its IBAN'],
		['<Document ', '<Document xmlns:x="urn:other" x:a="b" ', ''],
		['<Cdtr>', '<x:Extra xmlns:x="urn:other">1</x:Extra><Cdtr>', 'Extra of urn:other) tells'],
		['<Cdtr>', '<Purp xmlns="urn:other"><Cd>SALA</Cd></Purp><Cdtr>', 'Purp of urn:other) tells'],
		['<PmtInfId>', '<y:NbOfTxs xmlns:y="urn:y">9</y:NbOfTxs><PmtInfId>', 'NbOfTxs of urn:y) tells'],
	])('an element of another namespace is none of a payment: %s as %s', (place, other, words) => {
		const file = one().replace(place, other);
		if (words) expect(refusal(file)).toContain(words);
		else expect(items(file)).toHaveLength(1);
	});

	it('what only sorts payments is left out and named', () => {
		const [item] = items(
			one(
				{
					PmtTpInf: { CtgyPurp: { Cd: 'SALA' } },
					Cdtr: { Nm: 'X', PstlAdr: { TwnNm: 'Łódź', Ctry: 'PL' }, CtryOfRes: 'PL' },
				},
				{
					BtchBookg: 'true',
					PmtTpInf: { InstrPrty: 'HIGH', SvcLvl: { Cd: 'SEPA' } },
					ReqdExctnDt: { DtTm: `${TODAY}T08:00:00Z` },
				},
			),
		);
		expect(item).toMatchObject({
			receiverDetails: {},
			paymentFile: {
				leftOut: [
					`DtTm ${TODAY}T08:00:00Z`,
					'BtchBookg true',
					'InstrPrty HIGH',
					'CtgyPurp SALA',
					'Cdtr/CtryOfRes PL',
					'PstlAdr in PL of an account in LT',
				],
			},
		});
	});

	it('transfers of any day are read where that was asked for', () => {
		const file = one({}, { ReqdExctnDt: '2020-01-31' });
		const whole = atOnce(readPain001(Buffer.from(file)));
		expect(toItem(whole.transfers[0]!, 'account', whole)).toMatchObject({
			paymentFile: { executionDate: '2020-01-31' },
		});
	});
});

describe('a file that is none is refused in one sentence', () => {
	const file = one();
	const after = (place: string, text: string) => file.replace(place, `${place}${text}`);

	it.each<[string, string, RegExp]>([
		['a file cut in half', file.slice(0, file.length / 2), /is no XML from there on: /],
		['an empty file', '', /in line 1 is no XML/],
		['a spreadsheet', 'Reference;Amount\nR-1;10.50\n', /in line 1 is no XML/],
		[
			'another message',
			file.replace('pain.001.001.09', 'camt.053.001.08'),
			/is camt\.053\.001\.08, and/,
		],
		[
			'an older version',
			file.replace('pain.001.001.09', 'pain.001.001.02'),
			/is pain\.001\.001\.02, and/,
		],
		['a page', '<html><body/></html>', /is <html>, and payment files are read as/],
		['an entity that nobody knows', file.replace('Invoice', '&lol;'), /in line \d+ is no XML.*lol/],
		[
			'an encoding that nobody knows',
			file.replace('UTF-8', 'IBM-852'),
			/declares the encoding "IBM-852", which/,
		],
		[
			'elements without end whose attributes look like their end',
			after('<Nm>', '<a b="/>" c=\'/>\'>'.repeat(100_000)),
			/is more than 40 elements deep/,
		],
		[
			'a million elements',
			after('<Nm>', '<a/>'.repeat(1_000_000)),
			/has more than 250000 elements/,
		],
		['elements without end', after('<Nm>', '<a>'.repeat(100_000)), /is more than 40 elements deep/],
	])('%s', (_name, text, message) => {
		expect(refusal(text)).toMatch(message);
	});

	it('an entity bomb, before it goes off', () => {
		const entities = Array.from({ length: 12 }, (_, number) => {
			const inner = number === 0 ? 'lol' : `&e${number - 1};`.repeat(10);
			return `<!ENTITY e${number} "${inner}">`;
		});
		const bomb = after('?>\n', `<!DOCTYPE Document [${entities.join('')}]>`);
		expect(refusal(bomb.replace('Invoice', '&e11;'))).toMatch(
			/^The payment file in line 2 has a DOCTYPE/,
		);
	});

	it('bytes that are no UTF-8, with their line', () => {
		const file = one({ Cdtr: { Nm: 'Łódź' } });
		expect(() => read(encoded(file, 'iso-8859-2'))).toThrow(
			`in line ${lineOf(file, 'Łódź')} holds bytes that are no text in UTF-8`,
		);
	});

	it('bytes that are no UTF-8 where line ends are those of old Macs, with their line', () => {
		const file = one({ Cdtr: { Nm: 'Łódź' } });
		const bytes = encoded(file.replaceAll('\n', '\r'), 'iso-8859-2');
		expect(() => read(bytes)).toThrow(`in line ${lineOf(file, 'Łódź')} holds bytes`);
		const wrong = one({ ChrgBr: 'CRED' });
		expect(refusal(wrong.replaceAll('\n', '\r'))).toContain(`line ${lineOf(wrong, '<ChrgBr>')} `);
	});

	it.each([
		['windows-1257', 'Žalioji Šalis'],
		['windows-1250', 'Żółta Łódź'],
		['ISO-8859-1', 'Café'],
		['windows-1251', 'Привет'],
		['iso-8859-13', '„UAB“'],
		['Latin1', 'Straße – 5 €'],
	])('UTF-8 that says it is %s', (encoding, Nm) => {
		const file = payingTo(Nm, encoding);
		expect(refusal(file)).toContain(
			`in line 1 declares the encoding "${encoding}", and the file is in another one`,
		);
	});

	it.each([
		['ISO-8859-2', 'SPÓŁKA Z O.O.'],
		['windows-1250', 'SPÓŁKA'],
		...['ISO-8859-2', 'windows-1250'].flatMap((encoding) =>
			['AUTO CZĘŚCI SP. Z O.O.', 'CIĘŻKA HURTOWNIA', 'KSIĘŻYC', 'WIĘŹ'].map((name) => [
				encoding,
				name,
			]),
		),
		['ISO-8859-1', 'Ärger Öl'],
		['windows-1251', 'ПРИВЕТ Привет'],
		['windows-1257', 'ŽALIOJI ŠALIS'],
		['ISO-8859-1', 'Plain'],
	])('but not what is %s and might be UTF-8: %s', (encoding, Nm) => {
		const file = payingTo(Nm, encoding);
		const bytes = encoded(file, encoding.toLowerCase());
		expect(items(bytes)).toMatchObject([{ receiverName: Nm }]);
	});

	it('UTF-16 that is none is told, and read without a mark where it is', () => {
		const file = one().replace('UTF-8', 'utf-16');
		expect(refusal(file)).toContain('declares the encoding "utf-16", and the file is in another');
		const little = Buffer.from(file, 'utf16le');
		expect(items(little)).toHaveLength(1);
		expect(items(Buffer.from(little).swap16())).toHaveLength(1);
	});

	it('text that is longer than any payment file has, without repeating it', () => {
		const said = refusal(one({ Cdtr: { Nm: 'x'.repeat(100_000) } }), '<Nm>x');
		expect(said).toContain('holds 100000 characters');
		expect(refusal(one({ ['X'.repeat(10_000)]: 'x' })).length).toBeLessThan(500);
	});

	it('hostile texts of 4 MB take no time that grows out of hand', () => {
		const hostile = ['<!--', '<a b="', '<a b=""', '<![CDATA[', '<', '<a>'].map((text) =>
			after('<Nm>', text.repeat(4_000_000 / text.length)),
		);
		const began = performance.now();
		for (const text of hostile) expect(() => read(text)).toThrow(InputError);
		expect(performance.now() - began).toBeLessThan(30_000);
	});
});
