import { describe, expect, it } from 'vitest';
import { hintsOn } from '../../nodes/Zen/hints';

const TWIN = { outcome: 'notSent', reason: 'possibleDuplicate' };
const messages = (...items: Parameters<typeof hintsOn>[0]) =>
	hintsOn(items).map(({ message }) => message);

describe('hints above the output', () => {
	it('say nothing of what needs nobody', () => {
		expect(
			messages(
				{ outcome: 'accepted' },
				{ outcome: 'alreadySent' },
				{ outcome: 'checked', reason: 'evaluation' },
				{ error: { outcome: 'notSent' } },
				{ error: { outcome: 'refused' } },
				{ id: 'a payment that was read' },
			),
		).toEqual([]);
	});

	it.each([
		[
			'unknown',
			{ outcome: 'unknown' },
			'1 item was sent, but no answer tells what became of it (outcome "unknown"). Do not pay in another way meanwhile. Run this again: it is looked for at ZEN, and not simply sent again. With Memory off, compare with the ZEN portal first.',
		],
		[
			'unresolved',
			{ outcome: 'unresolved' },
			'1 item was tried before, and what became of it is still not known. It was not sent again (outcome "unresolved"). Compare with the ZEN portal; what to look for stands with each item.',
		],
		[
			'possibleDuplicate',
			TWIN,
			'1 payment was not sent, since ZEN has one already that could be the same (reason "possibleDuplicate"). Compare with the payment that each item names. If it is the same one, it was sent before and nothing is to be done. If it is another one, run that item again with the ID of the one at ZEN in Not the Same As, in Options.',
		],
	])('%s: what happened and what to do, on either output', (_kind, item, message) => {
		const hint = { message, type: 'warning', location: 'outputPane' };
		expect(hintsOn([item])).toEqual([hint]);
		expect(hintsOn([{ error: item }])).toEqual([hint]);
	});

	it('count each kind by itself, and are one a kind', () => {
		const found = messages(
			{ outcome: 'accepted' },
			{ error: { outcome: 'unknown' } },
			{ error: TWIN },
			{ error: { outcome: 'unknown' } },
			{ error: { outcome: 'unresolved' } },
			{ error: { outcome: 'unresolved' } },
			{ error: { outcome: 'unresolved' } },
			{ error: TWIN },
		);
		expect(found.map((message) => message.split(',')[0])).toEqual([
			'2 items were sent',
			'3 items were tried before',
			'2 payments were not sent',
		]);
	});

	it('hold nothing that came from outside, since n8n shows them as HTML', () => {
		const [message] = messages({ outcome: 'unknown', externalId: '<b>INV</b>' });
		expect(message).not.toContain('<');
	});
});
