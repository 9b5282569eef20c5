import { origin, plotFile, type Row, table } from '../markdown.mts';
import type { Compared, Found, Limited } from './measure.mts';
import { FIXED } from './ReadsSite.mts';

/** What was measured, as Markdown that prettier leaves as it is. */
export function reportOf({ n8n, compared, limit, limited }: Found): string {
	return `## Reads of an account

${origin('reads', n8n)}

All times are n8n's own measure of the node, in ms, and medians. They differ from machine to machine; what counts is how they
compare. A new certificate is used for each _first_, so that nothing is open and nothing learnt. Each way has read a thousand times
before, so that Node has compiled what it runs.

### Against n8n's HTTP Request node

The same certificate, one read an item, all defaults. _Link_ is the time there and back in ms, handshakes included.

![Reads a second by each way, for each link](${plotFile('reads')})

${table(compared.filter(({ beside }) => beside).map(againstHttp))}

### Against undici alone, and a client in C

All with ${FIXED} reads at once; undici and the node over open connections, undici in a process of its own that does nothing else. _Share_ is how
fast the node is of what undici reaches. _ab_ is ApacheBench (Debian's \`apache2-utils\`), which opens its connections meanwhile; it has no figure
where it is not installed.

${table(compared.filter(({ beside }) => beside).map(againstRaw))}

### Many reads

Time and memory for each read of the first execution. Memory is what n8n's process grows by at the most, what it keeps of the
execution included.

${table(compared.filter(({ count }) => count >= 500).map(forEach))}

### A ZEN that allows ${limit.perSecond} requests a second

${limit.reads} reads over a link of ${limit.roundTripMs} ms; what goes beyond is answered with 429 and \`Retry-After: 1\`. The fixed numbers are those of undici alone, which
waits and asks again.

${table(limited.map(underLimit))}
`;
}

function againstHttp({ roundTripMs, count, first, again, beside }: Compared): Row {
	return {
		Link: roundTripMs,
		Reads: count,
		'HTTP Request': beside!.http.ms,
		'ZEN, first': first.ms,
		'ZEN, again': again.ms,
		Ratio: (beside!.http.ms / first.ms).toFixed(1),
		'Handshakes: HTTP Request': beside!.http.handshakes,
		'ZEN, first ': first.handshakes,
		'ZEN, again ': again.handshakes,
	};
}

function againstRaw({ roundTripMs, count, beside }: Compared): Row {
	const { fixed, rawMs, abMs } = beside!;
	return {
		Link: roundTripMs,
		Reads: count,
		undici: Math.round(rawMs),
		ab: abMs === null ? '–' : Math.round(abMs),
		ZEN: fixed.ms,
		Share: `${Math.round((100 * rawMs) / fixed.ms)} %`,
	};
}

function forEach({ roundTripMs, count, first }: Compared): Row {
	return {
		Link: roundTripMs,
		Reads: count,
		'ms a read': (first.ms / count).toFixed(2),
		'KB a read': (first.bytes / 1000 / count).toFixed(0),
	};
}

function underLimit({ atOnce, ms, refused }: Limited): Row {
	return {
		'At once': atOnce ?? 'found by the node',
		s: (ms / 1000).toFixed(1),
		Refused: refused,
	};
}
