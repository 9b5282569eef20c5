import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect } from 'node:net';
import { TRIGGER, TestN8n, triggerWorkflow } from '../node/support/triggers.mts';
import { triggerPanel } from '../../nodes/ZenTrigger/panel';
import { ACCOUNT, Simulator } from '../simulator/index.mts';
import { notification, send } from './support.mts';

const SECRETS = [
	'plain-Secret_1.0~',
	'a+b',
	'a b',
	'a  b+ c',
	'x&y',
	'&x&&y&',
	'x&other=1',
	'x&secret=y',
	'a=b==',
	'50%',
	'50% off+more',
	'9%',
	'%41',
	'%41 %zz+&#/?',
	'%2541',
	'%20 b',
	'%23#',
	'%c3',
	'%C3é',
	'/path/?q',
	'?secret=a',
	'zażółć gęślą',
	'🔑 key',
	`q"'<>\`{}|\\^[]`,
	'+ & # % space / ?',
	'a;b,c:d@e!f$g(h)*i',
];

let simulator: Simulator;
let n8n: TestN8n;
beforeAll(async () => {
	simulator = await Simulator.start();
	n8n = await TestN8n.start(simulator);
});
afterAll(async () => {
	await n8n.stop();
	await simulator.stop();
});

const body = () =>
	JSON.stringify(
		notification({
			paymentId: simulator.incoming({ accountId: ACCOUNT.main, amount: '1.00' }).paymentId,
		}),
	);

/** The status with which the trigger answers. */
async function answer(notificationSecret: string, query: string): Promise<number> {
	const published = await n8n.publish(triggerWorkflow(), { notificationSecret });
	onTestFinished(async () => await n8n.server.unpublish(published));
	const { status, text } = await send(n8n, published, { body: body(), query });
	expect(published.executions).toHaveLength(status === 200 ? 1 : 0);
	if (status !== 200) expect(JSON.parse(text).reason).toBe('secret missing or wrong');
	return status;
}

const byHand = (secret: string) => secret.replaceAll('#', '%23');
const allOf = (secret: string) =>
	[...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** How a secret may come to stand in a URL, before the sender's client sees it. */
const WAYS: Array<[name: string, write: (secret: string) => string]> = [
	['as it stands, with # as %23', byHand],
	['percent-encoded', encodeURIComponent],
	['percent-encoded, each byte of it', allOf],
	['as a form is encoded', (secret) => new URLSearchParams({ s: secret }).toString().slice(2)],
	[
		'by a client that encodes once more',
		(secret) => encodeURIComponent(encodeURIComponent(secret)),
	],
];

describe.each(SECRETS)('the secret %j in the URL', (secret) => {
	it.each(WAYS)('passes %s', async (_name, write) => {
		expect(await answer(secret, `?secret=${write(secret)}`)).toBe(200);
	});

	it('passes behind and before other parameters', async () => {
		expect(await answer(secret, `?a=1&secret=${byHand(secret)}&b=2`)).toBe(200);
		expect(await answer(secret, `?a=1&secret=${encodeURIComponent(secret)}&b=2`)).toBe(200);
	});

	it.each(WAYS)(
		'is refused with a character too many, too few or another one: %s',
		async (_name, write) => {
			const wrong = [
				`${secret}x`,
				`x${secret}`,
				[...secret].slice(0, -1).join(''),
				`${[...secret].slice(1).join('')}~`,
			];
			for (const other of wrong) {
				expect(await answer(secret, `?secret=${write(other)}`), other).toBe(401);
			}
		},
	);
});

describe('what only resembles the secret', () => {
	it.each([
		['%41', 'A'],
		['%41', '%61'],
		['%2B', '+'],
		['%2B', '%2B%20'],
		['a+b', 'a%2520b'],
		['a b', 'a%2Bb'],
		['x&y', 'x'],
		['x&y', 'x&z'],
		['x&y', 'y&x'],
		['x&y', 'x&secret=y'],
		['x#y', 'x'],
		['x#y', 'x#y'],
		['9%', '9%00'],
		['%C3', '%FF'],
		['aé', 'ae'],
		['Secret', 'secret'],
	])('%j is not %j', async (secret, inQuery) => {
		expect(await answer(secret, `?secret=${inQuery}`)).toBe(401);
	});

	it.each([
		['no query', ''],
		['a query without a value', '?secret'],
		['an empty one', '?secret='],
		['the parameter twice', '?secret=x%26y&secret=x%26y'],
		['the parameter twice, the second time as it stands', '?secret=z&secret=x&y'],
		['another parameter', '?other=x%26y'],
	])('%s is refused', async (_name, query) => {
		expect(await answer('x&y', query)).toBe(401);
	});
});

it('the panel says how to write it, and that is one of the ways above', () => {
	const { executionsHelp } = triggerPanel as { executionsHelp: Record<string, string> };
	for (const help of Object.values(executionsHelp)) {
		expect(help).toMatch(/\?secret=…/);
		expect(help).toMatch(/each <b>#<\/b> in it as <b>%23<\/b>/);
		expect(help).toMatch(/percent-encode all of it/);
	}
});

it('a sender that encodes nothing gets no further than the server, or passes', async () => {
	const secret = 'a|b^c`d{e}"f<g>';
	const published = await n8n.publish(triggerWorkflow(), { notificationSecret: secret });
	const url = new URL(n8n.server.url(published, TRIGGER));
	const text = body();
	const status = await new Promise<string>((resolve, reject) => {
		const socket = connect(Number(url.port), url.hostname, () => {
			socket.write(
				`POST ${url.pathname}?secret=${secret} HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
			);
		});
		socket.once('data', (data) => resolve(data.toString().split(' ')[1]!));
		socket.once('error', reject);
	});
	expect(status).toBe('200');
});
