import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import type { JsonObject } from '../../nodes/zen-client';
import type { CamtHeader } from '../../nodes/Zen/statement/camt053';
import { entriesOf, type FeeMode } from '../../nodes/Zen/statement/entries';
import { Sorting, type Period, type SortedOut } from '../../nodes/Zen/statement/sortOut';
import { inventedBic, inventedIban } from '../simulator/index.mts';

export const SEPTEMBER: Period = { from: '2026-09-01', to: '2026-09-30' };

export const OWN = { iban: inventedIban('LT', 1), bic: inventedBic('LT') };
export const OTHER = { iban: inventedIban('DE', 1002), bic: inventedBic('DE') };

/** Sorts payments out all at once. */
export function sortOut(payments: JsonObject[], period: Period): SortedOut {
	const sorting = new Sorting(period);
	for (const payment of payments) sorting.add(payment);
	return sorting.end();
}

/** A payment's ID, the same for the same number. */
export const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const fee = (value: string, currency = 'EUR', name = 'STANDARD_FEE'): JsonObject => ({
	amount: { value, currency },
	name,
	type: 'STANDARD',
});

/** A payment as ZEN answers it, outgoing and booked in September; what is given replaces its fields. */
export const raw = (change: JsonObject = {}): JsonObject => ({
	id: id(1),
	title: 'Invoice 7',
	relatedTransaction: null,
	createdAt: '2026-09-10T09:00:00Z',
	lastModifiedAt: '2026-09-10T10:59:55Z',
	bookedAt: '2026-09-10T10:59:55Z',
	status: 'SETTLED',
	direction: 'OUTGOING',
	transactionType: 'PAYMENT',
	amount: { value: '246.20', currency: 'EUR' },
	senderFees: [fee('0.00')],
	receiverFees: [fee('0.00')],
	channel: 'SEPA',
	sender: { name: 'Sample Trading UAB', country: 'LT', accountNumber: OWN.iban, bic: OWN.bic },
	receiver: {
		name: 'Sample Freight GmbH',
		country: 'DE',
		accountNumber: OTHER.iban,
		bic: OTHER.bic,
	},
	...change,
});

export const incoming = (change: JsonObject = {}): JsonObject => {
	const { sender, receiver } = raw();
	return raw({ direction: 'INCOMING', sender: receiver!, receiver: sender!, ...change });
};

/** The entries of payments that were all booked in September. */
export const entries = (payments: JsonObject[], fees: FeeMode = 'shown') =>
	entriesOf(sortOut(payments, SEPTEMBER).within, fees);

/** A closed September with the present balance alone. */
export const header = (change: Partial<CamtHeader> = {}): CamtHeader => ({
	version: '001.08',
	messageId: '0123456789abcdef0123456789abcdef',
	readAt: '2026-10-02T06:00:00Z',
	account: {
		accountId: '0b7a4c1e-5d2f-4e6a-8c3b-9f1d2e3a4b5c',
		currency: 'EUR',
		name: 'Main account',
		accountNumber: OWN.iban,
		bic: OWN.bic,
	},
	period: SEPTEMBER,
	open: false,
	balances: {
		present: { value: '1000.00', currency: 'EUR', how: 'stated' },
		opening: null,
		closing: null,
		notes: ['A note.'],
	},
	...change,
});

const schemas = Object.fromEntries(
	['001.02', '001.08'].map((version) => [
		version,
		readFileSync(join(import.meta.dirname, 'camt053', `statement-${version}.xsd`), 'utf8'),
	]),
);

/** What libxml2 has to complain of in documents of one version of camt.053; empty when all are valid. */
export async function complaints(version: string, ...documents: Buffer[]): Promise<string[]> {
	const { errors } = await validateXML({
		xml: documents.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
		schema: schemas[version]!,
		maxMemoryPages: 4096,
	});
	return errors.map(({ rawMessage }) => rawMessage);
}
