import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../nodes/zen-client/comparison/readAnswer';
import { redacted } from '../../nodes/zen-client/comparison/shown';
import { withSuggestions } from '../../nodes/zen-client/comparison/suggestions';
import { correctedBy, PLACES } from '../../nodes/zen-client/corrections';

const ours = correctedBy('');
const TITLE = [...PLACES.payment, 'title'];

describe('a comparison suggests', () => {
	it('no list in which nothing could be read', () => {
		for (const list of [[], ['EUR'], [null]]) {
			const { suggestions, others, isEmpty } = readAnswer('accounts', { wallets: list }, ours);
			expect(suggestions).toEqual([]);
			expect(isEmpty).toBe(true);
			expect(others.join()).toContain('wallets is a list, with nothing in it');
		}
		const { suggestions } = readAnswer('accounts', { wallets: [{ id: 'x' }] }, ours);
		expect(suggestions).toEqual([[['accounts', 'list'], 'wallets']]);
	});

	it('no list under a name that holds a point, which could not be read by it', () => {
		const { suggestions } = readAnswer('accounts', { 'data.wallets': [{ id: 'x' }] }, ours);
		const { added } = withSuggestions('', suggestions);
		expect(added).toEqual({});
	});

	it('nothing where two calls say different things of one place', () => {
		const [one, other] = [
			[TITLE, 'memo'],
			[TITLE, 'note'],
		] as Array<[string[], string]>;
		expect(withSuggestions('', [one!]).added).not.toEqual({});
		expect(withSuggestions('', [one!, other!])).toEqual({ all: {}, added: {} });
		expect(withSuggestions('', [one!], [one!, other!]).added).toEqual({});
		expect(withSuggestions('', [one!, one!]).added).not.toEqual({});
	});
});

describe('a comparison', () => {
	it('names what has to be told and is told by some only', () => {
		const read = (items: object[]) => readAnswer('purposeCodes', { data: items } as never, ours);
		const { wrong } = read([{ code: 'A' }, { description: 'b' }, { code: null }]);
		expect(wrong).toEqual([{ name: 'code', form: 'told by 1 of 3 only' }]);
		expect(read([{ code: 'A' }, { code: 'B' }]).wrong).toEqual([]);
	});

	it.each([
		'JANE',
		'JANEEXAMPLE',
		'Mail to jane_example@mail.example failed',
		'Mail to someone.janeExample@mail.example failed',
		'ask@janeExample.example',
	])('shows nothing of a person: %s', (text) => {
		expect(redacted(text)).not.toMatch(/jane/i);
	});

	it.each([
		['VALIDATION_ERROR', 'VALIDATION_ERROR'],
		['UNAUTHORIZED', 'UNAUTHORIZED'],
		['Field wallet_id is wrong', /that names wallet_id\)$/],
		['accountId, walletId.', /that names accountId, walletId\)$/],
	])('shows what a program says: %s', (text, shown) => {
		expect(redacted(text)).toEqual(
			typeof shown === 'string' ? shown : expect.stringMatching(shown),
		);
	});
});

describe('a status that says that a payment is still on its way', () => {
	const words = [
		...['PENDING', 'NEW', 'ACCEPTED', 'ON_HOLD', 'Waiting for signature', 'queued', 'PROCESSING'],
		...['IN_PROGRESS_2', 'SCHEDULED', 'CREATED', 'SUBMITTED', 'INITIATED', 'TO_BE_SIGNED'],
	];
	it.each(words)('means no settled payment: %s', (word) => {
		const corrections = (meaning: string) => JSON.stringify({ statuses: { [meaning]: [word] } });
		expect(() => correctedBy(corrections('settled'))).toThrow('still on its way');
		expect(() => correctedBy(corrections('inProgress'))).not.toThrow();
	});

	it.each(['BOOKED', 'COMPLETED', 'PROCESSED', 'EXECUTED', 'PAID', 'ACSC', 'SUCCESS', 'DONE'])(
		'and one that says that it has arrived may: %s',
		(word) => {
			const corrections = JSON.stringify({ statuses: { settled: [word] } });
			expect(() => correctedBy(corrections)).not.toThrow();
		},
	);
});
