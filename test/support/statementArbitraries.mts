import fc from 'fast-check';
import type { JsonObject } from '../../nodes/zen-client';
import { id, OTHER, raw } from './statement.mts';

const DECIMALS: Record<string, number> = { EUR: 2, JPY: 0, KWD: 3 };

/** Text of any characters at all: control characters, halves of pairs, markup, formulas. */
export const anyText = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 150 }),
	fc.string({ unit: 'grapheme', maxLength: 150 }),
	// UTF-16 units, so that a pair may be torn apart.
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 150 })
		.map((units) => String.fromCharCode(...units)),
	fc
		.array(
			fc.constantFrom(
				...['=', '-', '@', '\t', '\r', '\n', '"', "'", ',', ';', ' ', '\u0000', '\ud800', '\ufffe'],
				...[']]>', '<!--', '<Ntry>', '&', '&#0;', '&amp;', '\u0085', '\u2028', '\ufeff', 'a', 'ž'],
			),
			{ maxLength: 40 },
		)
		.map((parts) => parts.join('')),
);

export const money = (currencies: string[]): fc.Arbitrary<JsonObject> =>
	fc.constantFrom(...currencies).chain((currency) => {
		const decimals = DECIMALS[currency]!;
		const fraction = fc.integer({ min: 0, max: 10 ** decimals - 1 });
		return fc
			.tuple(fc.bigInt({ min: 0n, max: 9_999_999_999_999n }), fraction)
			.map(([whole, part]) => ({
				currency,
				value: decimals ? `${whole}.${String(part).padStart(decimals, '0')}` : String(whole),
			}));
	});

const party = fc.record({
	name: fc.option(anyText),
	accountNumber: fc.oneof(anyText, fc.constant(OTHER.iban)),
	bic: fc.oneof(anyText, fc.constant(OTHER.bic)),
	country: fc.oneof(anyText, fc.constant('DE')),
});

/** Booked payments with amounts in some currencies and texts of all kinds, each with an ID of its own. */
export const paymentsIn = (currencies: string[]): fc.Arbitrary<JsonObject[]> => {
	const fees = fc.array(
		fc.record({ amount: money(currencies), name: fc.option(anyText), type: fc.constant('FEE') }),
		{ maxLength: 3 },
	);
	const change = fc.record({
		direction: fc.constantFrom('INCOMING', 'OUTGOING'),
		amount: money(currencies),
		senderFees: fees,
		receiverFees: fees,
		title: fc.option(anyText),
		externalId: fc.option(anyText),
		channel: fc.option(anyText),
		transactionType: fc.option(anyText),
		sender: party,
		receiver: party,
		bookedAt: fc
			.integer({ min: Date.UTC(2026, 8, 1), max: Date.UTC(2026, 9, 1) - 1 })
			.map((ms) => new Date(ms).toISOString()),
	});
	return fc
		.array(change, { maxLength: 5 })
		.map((changes) => changes.map((one, index) => raw({ id: id(index), ...(one as JsonObject) })));
};

export const payments = paymentsIn(['EUR', 'JPY', 'KWD']);
