import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../median.mts';
import { FIXED, ReadsSite, type Link } from './ReadsSite.mts';
import { abReads } from './ab.mts';
import { rawReads } from './raw.mts';
import type { Reads } from './ReadFlow.mts';

/** What is measured. */
export interface Size {
	/** How often each. */
	rounds: number;
	/** How many reads each way makes beforehand, twice. */
	warmUp: number;
	/** The links, as the time there and back in ms. */
	links: number[];
	/** How many reads an execution has. */
	counts: number[];
	limit: Limit;
}

/** A ZEN that allows so many requests a second, so many reads of it, and the fixed numbers beside the node's own. */
export interface Limit {
	perSecond: number;
	reads: number;
	roundTripMs: number;
	fixed: number[];
}

export const WHOLE: Size = {
	rounds: 5,
	warmUp: 500,
	links: [0, 10, 20, 40],
	counts: [1, 50, 500, 5_000],
	limit: { perSecond: 100, reads: 600, roundTripMs: 40, fixed: [2, 4, 8, 16, 64] },
};

/** All of it once and small, to see that it counts right. */
export const SHORT: Size = {
	rounds: 1,
	warmUp: 20,
	links: [20],
	counts: [1, 100],
	limit: { perSecond: 50, reads: 100, roundTripMs: 20, fixed: [4] },
};

/** More than that are measured by themselves: the HTTP Request node begins all of them together. */
const MOST_BESIDE = 500;

export interface Beside {
	http: Reads;
	/** With *Reads at Once* at `FIXED`, over open connections. */
	fixed: Reads;
	/** The same, when none is open. */
	fixedFirst: Reads;
	/** undici alone with as many at once, over open connections, ms. */
	rawMs: number;
	/** ApacheBench with as many at once, opening them included, ms; `null` where it is not installed. */
	abMs: number | null;
}

/** Medians of so many reads over one link. */
export interface Compared {
	roundTripMs: number;
	count: number;
	/** The first execution with a credential, and another one right after it. */
	first: Reads;
	again: Reads;
	/** Only where there are not too many. */
	beside?: Beside;
}

export interface Limited {
	/** The fixed number; absent where the node finds its own. */
	atOnce?: number;
	ms: number;
	refused: number;
}

export interface Found {
	n8n: string;
	compared: Compared[];
	limit: Limit;
	limited: Limited[];
}

/** Reads in the real n8n, by this node, by the HTTP Request node and by undici alone, in turns. */
export async function measureReads({ rounds, warmUp, links, counts, limit }: Size): Promise<Found> {
	const site = await ReadsSite.open();
	try {
		const compared: Compared[] = [];
		for (const roundTripMs of links) {
			const link = await site.link(roundTripMs);
			// Whatever n8n does once only, and until Node has compiled what it runs often.
			for (const flow of [link.zen, link.fixed, link.http]) {
				for (let time = 0; time < 2; time++) await flow.read(warmUp);
			}
			for (const count of counts) {
				// What is long needs less of it.
				const times = count > MOST_BESIDE ? 1 : rounds;
				compared.push(await compare(site, link, roundTripMs, count, times));
			}
		}
		return { n8n: site.version, compared, limit, limited: await underLimit(site, limit) };
	} finally {
		await site.close();
	}
}

async function compare(
	site: ReadsSite,
	link: Link,
	roundTripMs: number,
	count: number,
	rounds: number,
): Promise<Compared> {
	const first: Reads[] = [];
	const again: Reads[] = [];
	const fixed: Reads[] = [];
	const fixedFirst: Reads[] = [];
	const http: Reads[] = [];
	const raw: number[] = [];
	const ab: Array<number | null> = [];
	for (let round = 0; round < rounds; round++) {
		await link.anew();
		first.push(await link.zen.read(count));
		again.push(await link.zen.read(count));
		if (count > MOST_BESIDE) continue;
		fixed.push(await link.fixed.read(count));
		raw.push((await rawReads(site.node, link.simulator, count, FIXED)).again);
		ab.push(await abReads(link.simulator, count, FIXED));
		http.push(await link.http.read(count));
		await link.anew();
		fixedFirst.push(await link.fixed.read(count));
	}
	return {
		...{ roundTripMs, count, first: medians(first), again: medians(again) },
		...(http.length > 0 && {
			beside: {
				http: medians(http),
				fixed: medians(fixed),
				fixedFirst: medians(fixedFirst),
				rawMs: median(raw),
				abMs: ab.includes(null) ? null : median(ab as number[]),
			},
		}),
	};
}

/** The node by itself, against undici alone at each fixed number. */
async function underLimit(site: ReadsSite, limit: Limit): Promise<Limited[]> {
	const { perSecond, reads, roundTripMs, fixed } = limit;
	const { zen, simulator } = await site.link(roundTripMs);
	await zen.read(1);
	simulator.faults.add({ kind: 'status', status: 429, retryAfter: 1, perSecond });
	const { ms, requests } = await zen.read(reads);
	const found: Limited[] = [{ ms, refused: requests - reads }];
	for (const atOnce of fixed) {
		// Until nothing counts of what was before.
		await pause(1_000);
		const before = simulator.stats().requests;
		const { first } = await rawReads(site.node, simulator, reads, atOnce, 1);
		const refused = simulator.stats().requests - before - reads;
		found.push({ atOnce, ms: first, refused });
	}
	return found;
}

function medians(all: Reads[]): Reads {
	const of = (name: keyof Reads) => median(all.map((one) => one[name]));
	return {
		ms: of('ms'),
		handshakes: of('handshakes'),
		requests: of('requests'),
		bytes: of('bytes'),
	};
}
