import { beforeEach, describe, expect, it, vi } from 'vitest';
import { identityOf } from '../../nodes/zen-client/identities';
import { IDLE, Kept } from '../../nodes/zen-client/Kept';
import { connectionsFor, endConnections } from '../../nodes/zen-ledger/postgres/connections';
import { Lookups } from '../../nodes/ZenTrigger/Lookups';
import { CertificateAuthority } from '../support/certificates.mts';
import { FakeTime } from '../support/FakeTime.mts';

const MINUTE = 60_000;

describe('what is kept', () => {
	let time: FakeTime;
	let gone: string[];
	let kept: Kept<string>;
	beforeEach(() => {
		time = new FakeTime();
		gone = [];
		kept = new Kept(3, (value, key) => gone.push(`${key}=${value}`), time);
	});

	it('goes after ten minutes in which nobody asked for it, though nobody ever comes again', () => {
		kept.set('a', '1');
		time.pass(5 * MINUTE);
		kept.set('b', '2');
		time.pass(5 * MINUTE - 1);
		expect(gone).toEqual([]);
		time.pass(1);
		expect(gone).toEqual(['a=1']);
		time.pass(5 * MINUTE);
		expect(gone).toEqual(['a=1', 'b=2']);
		expect(time.waiting).toBe(0);
	});

	it('stays for as long as somebody asks for it', () => {
		kept.set('a', '1');
		kept.set('b', '2');
		for (let hour = 0; hour < 12; hour++) {
			time.pass(9 * MINUTE);
			expect(kept.get('a')).toBe('1');
			expect(time.waiting).toBe(1);
		}
		expect(gone).toEqual(['b=2']);
	});

	it('is not given away when its time is over and nothing has cleared it away yet', () => {
		let now = 0;
		const slow = new Kept<string>(3, undefined, { now: () => now, after: () => {} });
		slow.set('a', '1');
		now = 10 * MINUTE;
		expect(slow.get('a')).toBeUndefined();
	});

	it('goes when there are too many, the one that was asked for longest ago first', () => {
		for (const key of ['a', 'b', 'c']) kept.set(key, key);
		kept.get('a');
		kept.set('d', 'd');
		expect(gone).toEqual(['b=b']);
		expect(kept.takeAll()).toEqual(['c', 'a', 'd']);
		time.pass(60 * MINUTE);
		expect(gone).toEqual(['b=b']);
		expect(time.waiting).toBe(0);
	});
});

describe('without anybody who comes again', () => {
	beforeEach(() => {
		const { ms } = IDLE;
		IDLE.ms = 200;
		return () => {
			IDLE.ms = ms;
		};
	});

	it('the machine’s own clock lets go', async () => {
		const letGo = vi.fn();
		new Kept<string>(3, letGo).set('a', '1');
		await expect.poll(() => letGo.mock.calls, { timeout: 5_000 }).toEqual([['1', 'a']]);
	});

	it('certificate and key of a credential are not kept', async () => {
		const authority = await CertificateAuthority.create();
		const { certificate, privateKey } = await authority.issue({ commonName: 'client' });
		const fields = { clientCertificate: certificate, privateKey };
		const now = new Date();
		const read = identityOf(fields, now);
		expect(identityOf(fields, now)).toBe(read);
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(identityOf(fields, now)).not.toBe(read);
	});

	it('the connections of a database are not kept, but what is to be taken back there', async () => {
		const reach = {
			host: '127.0.0.1',
			port: 1,
			database: 'd',
			user: 'u',
			password: 'p',
			tls: 'off' as const,
		};
		const connections = connectionsFor('one', reach);
		const orphan = { table: 't', ledger: 'l', key: 'k', token: 'x', since: 0 };
		connections.orphans.set('x', orphan);
		expect(connectionsFor('one', reach)).toBe(connections);
		await new Promise((resolve) => setTimeout(resolve, 400));
		const others = connectionsFor('one', reach);
		expect(others).not.toBe(connections);
		expect([...others.orphans.values()]).toEqual([orphan]);
		await endConnections();
	});
});

it('answers about payments go after seconds, though nobody asks again', async () => {
	const time = new FakeTime();
	const lookups = new Lookups(time.now, time.after);
	const settled = async () =>
		({ kind: 'known', payment: { status: 'SETTLED' }, accountId: null }) as const;
	await lookups.ask({ paymentId: 'a', status: 'SETTLED' }, settled);
	time.pass(5_000);
	await lookups.ask({ paymentId: 'b', status: 'SETTLED' }, settled);
	expect(lookups.size).toBe(2);
	time.pass(5_000);
	expect(lookups.size).toBe(1);
	time.pass(10_000);
	expect(lookups.size).toBe(0);
	expect(time.waiting).toBe(0);
});
