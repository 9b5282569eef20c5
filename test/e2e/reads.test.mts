import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Link, FIXED, ReadsSite } from '../bench/reads/ReadsSite.mts';

// What `npm run bench -- reads` measures, by what can be counted: no time is looked at.
const READS = 300;
const MOST = 64;

let site: ReadsSite;
let link: Link;
beforeAll(async () => {
	site = await ReadsSite.open();
	link = await site.link(20);
});
afterAll(async () => await site.close());

it('reads in the real n8n cost a handshake a connection, and none in the next execution', async () => {
	const first = await link.zen.read(READS);
	expect(first.requests).toBe(READS);
	expect(first.handshakes).toBeGreaterThan(0);
	expect(first.handshakes).toBeLessThanOrEqual(MOST);
	const { requests, handshakes } = await link.fixed.read(READS);
	expect(requests).toBe(READS);
	expect(handshakes).toBe(0);
});

it('as many as Reads at Once says are as many connections', async () => {
	await link.anew();
	const { requests, handshakes } = await link.fixed.read(READS);
	expect(requests).toBe(READS);
	expect(handshakes).toBe(FIXED);
});

it("n8n's HTTP Request node, which it is measured by, reads the same", async () => {
	const { requests, handshakes } = await link.http.read(50);
	expect(requests).toBe(50);
	expect(handshakes).toBe(50);
});
