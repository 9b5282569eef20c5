import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ZenApi } from '../../credentials/ZenApi.credentials';

const { properties } = new ZenApi();
const names = properties.map(({ name }) => name);
const field = (name: string) => properties.find((one) => one.name === name)!;
const said = ({ displayName, description = '', hint = '' }: INodeProperties) =>
	[displayName, description, hint].join('\n');

describe('the form of the credential', () => {
	it('offers Test first, then Production, then Custom', () => {
		const { options, default: chosen } = field('environment');
		expect((options as INodePropertyOptions[]).map(({ name }) => name)).toEqual([
			'Test',
			'Production',
			'Custom',
		]);
		expect(chosen).toBe('test');
	});

	it('asks first for what every credential needs, then for what may be paid, under a heading', () => {
		expect(names).toEqual([
			...['environment', 'baseUrl', 'apiKey', 'authorizationScheme'],
			...['clientCertificate', 'privateKey', 'passphrase', 'ca', 'notificationSecret'],
			...['policyNotice', 'allowPayments', 'aiTools', 'allowedReceivers'],
			...['limitPerPayment', 'limitPerDay', 'requireSharedMemory', 'ledgerName'],
			...['contractCorrections', 'httpNotice'],
		]);
		expect(field('policyNotice')).toMatchObject({
			type: 'notice',
			displayName: expect.stringMatching(/^<b>What may be paid with this credential\.<\/b>/),
		});
	});

	it('says below every field that may stay empty that it may', () => {
		const texts = properties.filter(
			({ type, required, default: unless }) => type === 'string' && !required && unless === '',
		);
		expect(texts.length).toBeGreaterThan(6);
		for (const { name, hint } of texts)
			expect([name, hint]).toEqual([name, expect.stringMatching(/^(Leave e|E)mpty|^Only for/)]);
	});

	it('says at CA Certificate, before anything is typed, that ZEN needs none', () => {
		expect(field('ca')).toMatchObject({
			placeholder: 'Leave empty for ZEN',
			hint: expect.stringMatching(/^Leave empty for ZEN\./),
		});
	});

	it('tells where the certificate and its key come from', () => {
		const at = 'https://github.com/n8n-nodes-zen/n8n-nodes-zen/blob/main/docs/certificates.md';
		expect(field('clientCertificate').hint).toContain(`href="${at}"`);
	});

	it("tells what n8n's own field at the end means", () => {
		expect(said(field('httpNotice'))).toMatch(/Allowed HTTP Request Domains.* only read.*None/s);
		expect(names.at(-1)).toBe('httpNotice');
	});

	it('says that an address has no path', () => {
		expect(field('baseUrl').hint).toContain('without a path');
	});
});
