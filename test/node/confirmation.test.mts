import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readBinary } from '../engine/harness.mts';
import { Simulator } from '../simulator/index.mts';
import { PAYMENT_ID, SEED } from './support/faultTable.mts';
import { CONTINUE, messageOf, runZen } from './support/zen.mts';

let simulator: Simulator;
beforeAll(async () => {
	simulator = await Simulator.start({ seed: SEED });
});
afterAll(async () => await simulator.stop());
beforeEach(() => {
	simulator.reset();
	simulator.settings.confirmationAs = 'pdf';
});

describe('Payment → Get Confirmation', () => {
	const confirmation = { resource: 'payment', operation: 'getConfirmation', paymentId: PAYMENT_ID };

	it.each(['pdf', 'base64'] as const)('puts out a PDF file that came as %s', async (form) => {
		simulator.settings.confirmationAs = form;
		const { items } = await runZen(simulator, confirmation);
		const asked = { resource: 'payment', operation: 'get', paymentId: PAYMENT_ID };
		const { json } = await runZen(simulator, { ...asked, output: 'simplified' });
		const { bookedAt, counterpartyName, amount, currency, title } = json[0]!;
		const day = String(bookedAt).slice(0, 10);
		const fileName = `${day} ${counterpartyName} ${amount} ${currency} ${title}.pdf`;
		expect(items).toMatchObject([
			{ json: { paymentId: PAYMENT_ID, fileName }, pairedItem: { item: 0 } },
		]);
		const file = await readBinary(items[0]!);
		expect(file).toMatchObject({ fileName, mimeType: 'application/pdf' });
		expect(file.buffer.subarray(0, 5).toString()).toBe('%PDF-');
		expect(file.buffer.subarray(-6).toString()).toContain('%%EOF');
	});

	it('names it after the ID where the payment cannot be read', async () => {
		const path = new RegExp(`${PAYMENT_ID}$`);
		simulator.faults.add({ kind: 'status', status: 404, path });
		const { json } = await runZen(simulator, confirmation);
		expect(json).toMatchObject([{ fileName: `zen-confirmation-${PAYMENT_ID}.pdf` }]);
	});

	it('takes the name that each item gives, asks for no payment, and makes no two alike', async () => {
		const parameters = { ...confirmation, options: { fileName: '={{ $json.name }}' } };
		const { json } = await runZen(simulator, parameters as never, {
			items: [{ name: '../INV-5302.pdf' }, { name: 'Salary' }, { name: 'salary' }],
		});
		expect(json.map(({ fileName }) => fileName).sort()).toEqual(
			['INV-5302.pdf', 'Salary.pdf', `salary ${PAYMENT_ID}.pdf`].sort(),
		);
		expect(simulator.requests().every(({ path }) => path.endsWith('/confirmation'))).toBe(true);
	});

	it('refuses a name whose expression yields nothing', async () => {
		const parameters = { ...confirmation, options: { fileName: '={{ $json.name }}' } };
		const { json } = await runZen(simulator, parameters as never, { items: [{}], ...CONTINUE });
		expect(messageOf(json)).toMatch(/^File Name was added but yields nothing/);
	});

	it('puts it into the field that each item names', async () => {
		const parameters = { ...confirmation, binaryPropertyName: '={{ $json.field }}' };
		const { items } = await runZen(simulator, parameters, {
			items: [{ field: 'one' }, { field: 'two' }],
		});
		expect(items.map(({ binary }) => Object.keys(binary!))).toEqual([['one'], ['two']]);
	});

	it.each([
		['HTML', { kind: 'notJson' }],
		['nothing', { kind: 'emptyBody' }],
		['JSON without a document', { kind: 'status', status: 200, body: { content: 'QUJD' } }],
	] as const)('does not pass %s off as a PDF', async (_name, fault) => {
		simulator.faults.add({ ...fault });
		const { items } = await runZen(simulator, confirmation, CONTINUE);
		expect(messageOf([items[0]!.json])).toMatch(/answered 200 in a form that cannot be read/);
		expect(items[0]!.binary).toBeUndefined();
	});
});
