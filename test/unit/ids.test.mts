import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctedBy, InputError } from '../../nodes/zen-client';
import type { IdKind } from '../../nodes/zen-client';
import { CONTRACT } from '../../nodes/zen-client/contract';
import { isIdForm, readId } from '../../nodes/zen-client/ids';
import { pathTo } from '../../nodes/zen-client/pathTo';

const KINDS: IdKind[] = ['account', 'payment', 'draft'];
const FORMS = [
	'{uuid}',
	'{UUID}',
	'{hex}',
	'N{HEX}',
	'pay_{hex}',
	'{number}',
	'T-{CODE}',
	'{code}',
];
const HEX = '5f0c2a9e3d0b4a589b7e6a1f0c1d2e3f';
const corrected = (corrections: unknown) => correctedBy(JSON.stringify(corrections));
/** Holds that corrections are refused by the place that is wrong, and with these words. */
const expectRefusal = (corrections: unknown, place: string, words: string) => {
	expect(() => corrected(corrections)).toThrow(InputError);
	expect(() => corrected(corrections)).toThrow(`so nothing was sent: ${place} `);
	expect(() => corrected(corrections)).toThrow(words);
};

describe('an ID has one writing, which is what ZEN is sent', () => {
	it.each([
		['{uuid}', '5F0C2A9E-3D0B-4A58-9B7E-6A1F0C1D2E3F', '5f0c2a9e-3d0b-4a58-9b7e-6a1f0c1d2e3f'],
		['N{HEX}', `n${HEX}`, `N${HEX.toUpperCase()}`],
		['pay_{hex}', `PAY_${HEX.toUpperCase()}`, `pay_${HEX}`],
		['{number}', '4711', '4711'],
		['{number}', 4711, '4711'],
		['T-{CODE}', 't-2026_ab-7', 'T-2026_AB-7'],
	])('%s: %j', (form, given, sent) => {
		expect(readId(form, given)).toBe(sent);
	});

	it.each([
		['{uuid}', HEX],
		['N{HEX}', HEX],
		['N{HEX}', `M${HEX}`],
		['N{HEX}', `N${HEX}g`],
		['{hex}', '1234'],
		['{number}', '1e3'],
		['{number}', -1],
		['{number}', 1.5],
		['{code}', 'drafts'],
		['{code}', 4711],
		['{code}', 'precalculation'],
		['{code}', 'purpose-codes'],
		['{code}', 'a--1b'],
	])('%s is none of the form: %j', (form, given) => {
		expect(readId(form, given)).toBeUndefined();
	});
});

// Each leads elsewhere in a path, or to nothing at all.
const ATTACKS = [
	...[
		'../payments',
		'..',
		'.',
		'',
		'/',
		'\\',
		'a/b',
		'?',
		'?x=1',
		'#',
		'#x',
		'%2f',
		'%2e%2e',
		'%00',
	],
	...[' ', `${HEX} `, ` ${HEX}`, `${HEX}\n`, `${HEX}\u0000`, `${HEX}/../x`, `${HEX}?x`, `${HEX}#x`],
	...[
		`${HEX};x`,
		`${HEX}%2f..`,
		`${HEX}\u202e`,
		'ａ'.repeat(32),
		'１'.repeat(20),
		'x'.repeat(1_000),
	],
	...['1'.repeat(65), '__proto__', 'constructor', 'prototype', 'toString', '{id}', '$&', '{uuid}'],
	...['drafts', 'precalculation', 'null', 'undefined', '[object Object]'],
];

describe('what is no ID gets into no path', () => {
	it.each(ATTACKS)('%j', (attack) => {
		for (const form of FORMS) {
			expect(readId(form, attack), form).toBeUndefined();
			const ids = { account: form, payment: form, draft: form };
			for (const name of ['payment', 'draft', 'deleteDraft', 'account', 'confirmation'] as const) {
				expect(() => pathTo({ ...CONTRACT, ids }, name, attack)).toThrow('which is no ID of ZEN');
			}
		}
	});

	it.each([null, undefined, true, {}, [], [HEX], { toString: () => HEX }, NaN, Infinity])(
		'nor what is no text: %j',
		(value) => {
			for (const form of FORMS) expect(readId(form, value), form).toBeUndefined();
		},
	);

	it('whatever it is, an ID stays within its segment', () => {
		const some = fc.oneof(
			fc.string(),
			fc.string({ unit: 'binary' }),
			fc.stringMatching(/^[0-9a-fN._%/-]*$/),
		);
		fc.assert(
			fc.property(some, fc.constantFrom(...FORMS), (text, form) => {
				const id = readId(form, text);
				if (id === undefined) return;
				expect(id).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
				expect(id.toLowerCase()).toBe(text.toLowerCase());
				const path = pathTo(
					{ ...CONTRACT, ids: { account: form, payment: form, draft: form } },
					'payment',
					text,
				);
				expect(path).toBe(`/payments/v1.0/${id}`);
				expect(new URL(path, 'https://zen.test').pathname).toBe(path);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('is said with how to go on', () => {
		expect(() => pathTo(CONTRACT, 'draft', '../payments')).toThrow(
			expect.objectContaining({
				outcome: 'notSent',
				message: 'ZEN was not asked for draft "../payments", which is no ID of ZEN\'s',
				remedy: expect.stringContaining(
					'Contract Corrections (JSON) of the ZEN API credential, under ids',
				),
			}),
		);
	});
});

describe('the form of IDs can be put right by one that is known', () => {
	it.each(FORMS)('%s', (form) => {
		const { contract, ids } = corrected({ ids: { account: form } });
		expect(contract.ids).toEqual({ account: form, payment: '{uuid}', draft: '{uuid}' });
		expect(ids.expected('account')).toContain('such as');
		expect(ids.read('account', ids.expected('account').split(' ').at(-1))).toBeDefined();
	});

	it('drafts have that of payments, unless something else is said of drafts', () => {
		expect(corrected({ ids: { payment: '{hex}' } }).contract.ids.draft).toBe('{hex}');
		const own = corrected({ ids: { payment: '{hex}', draft: '{number}' } });
		expect(own.contract.ids).toEqual({ account: '{uuid}', payment: '{hex}', draft: '{number}' });
	});

	it.each([
		...[
			'',
			'uuid',
			'{}',
			'{id}',
			'{text}',
			'{any}',
			'{Hex}',
			'{ hex }',
			'{hex',
			'hex}',
			'{hex}{hex}',
		],
		...[
			'{hex}/confirmation',
			'../payments/{hex}',
			'../{uuid}',
			'{hex}/..',
			'/{hex}',
			'..{hex}',
			'.{hex}',
		],
		...[
			'?{hex}',
			'#{hex}',
			'%2f{hex}',
			'%{hex}',
			'{hex}?x',
			'{hex}#',
			'{hex} ',
			' {hex}',
			'{hex}\n',
		],
		...['é{hex}', 'a b{hex}', `${'a'.repeat(17)}{hex}`, `${'a'.repeat(1_000)}{hex}`, '\u0000{hex}'],
		...[
			'{__proto__}',
			'{constructor}',
			'{toString}',
			'{hasOwnProperty}',
			'N',
			'4711',
			'.*',
			'[0-9]+',
		],
	])('%j is none', (form) => {
		expect(isIdForm(form)).toBe(false);
		for (const kind of KINDS) {
			expectRefusal(
				{ ids: { [kind]: form } },
				`ids → ${kind}`,
				'Known are {uuid}, {hex}, {number}, {code}',
			);
		}
	});

	it.each([
		[{ ids: '{hex}' }, 'ids', 'is the text "{hex}"'],
		[{ ids: ['{hex}'] }, 'ids', 'is a list'],
		[{ ids: null }, 'ids', 'is null'],
		[{ ids: { payment: 7 } }, 'ids → payment', 'is a number'],
		[{ ids: { payment: { form: '{hex}' } } }, 'ids → payment', 'is an object'],
		[{ ids: { payments: '{hex}' } }, 'ids → payments', 'Did you mean payment?'],
		[{ ids: { constructor: '{hex}' } }, 'ids → constructor', 'is not known there'],
		[{ ids: { toString: '{hex}' } }, 'ids → toString', 'is not known there'],
		[JSON.parse('{"ids":{"__proto__":"{hex}"}}'), 'ids → __proto__', 'is not known there'],
	])('%j is no table of them', (corrections, place, words) => {
		expectRefusal(corrections, place, words);
	});

	it('none makes of one path that of another call', () => {
		const reads = {
			payment: { path: '/v1/orders/{id}' },
			purposeCodes: { path: '/v1/orders/77777' },
		};
		expectRefusal(
			{ ids: { payment: '{number}' }, ...reads },
			'purposeCodes → path',
			'which can be the same as the path of payment',
		);
	});

	it('by which the path of a draft could be one of something else is taken for none of drafts', () => {
		const calls = corrected({ ids: { draft: 'D{HEX}' } }).contract;
		expect(pathTo(calls, 'deleteDraft', `d${HEX}`)).toBe(
			`/payments/v1.0/drafts/D${HEX.toUpperCase()}`,
		);
		expect(() => pathTo(calls, 'deleteDraft', HEX)).toThrow('which is no ID of ZEN');
	});
});

describe('corrections are worked out once', () => {
	it('for as long as they stay as they are', () => {
		const text = JSON.stringify({ statuses: { settled: ['BOOKED'] } });
		const first = correctedBy(text);
		expect(correctedBy(`${text}`)).toBe(first);
		const other = corrected({ statuses: { settled: ['DONE'] } });
		expect(other).not.toBe(first);
		expect(correctedBy(text)).not.toBe(other);
		expect(correctedBy('').translate).toBeUndefined();
	});

	it('those that cannot be used are none, and do not take the place of others', () => {
		const text = JSON.stringify({ statuses: { settled: ['BOOKED'] } });
		const first = correctedBy(text);
		for (let times = 0; times < 2; times++)
			expect(() => correctedBy('{"x":1}')).toThrow(InputError);
		expect(correctedBy(text)).toBe(first);
	});
});
