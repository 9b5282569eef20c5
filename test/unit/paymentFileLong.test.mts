import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse, TRANSFERS_A_STEP } from '../../nodes/Zen/file/parse';
import { Part } from '../../nodes/Zen/file/Part';
import { readPain001 } from '../../nodes/Zen/file/pain001';
import { inSteps, type Steps } from '../../nodes/Zen/steps';
import { group, paymentFile, TODAY, transfer } from '../support/paymentFiles.mts';
import { atOnce } from '../support/steps.mts';

const fileOf = (count: number) =>
	paymentFile([group(Array.from({ length: count }, (_, at) => transfer(`R-${at}`, '10.50')))]);

/** What the whole took, and the longest stretch of it in which nothing else had its turn; both in ms. */
async function stretchesOf(steps: Steps<unknown>) {
	let pauses = 0;
	let longest = 0;
	const began = performance.now();
	let last = began;
	const ended = () => void (longest = Math.max(longest, performance.now() - last));
	const sleep = async () => {
		pauses++;
		ended();
		last = performance.now();
	};
	await inSteps(steps, { sleep });
	ended();
	return { pauses, longest, whole: performance.now() - began };
}

it('of a file of 11,000 transfers n8n stands still for a small part of the time only', async () => {
	const count = 11_000;
	const file = Buffer.from(fileOf(count));
	// Once, so that what is measured is compiled.
	await stretchesOf(readPain001(file, TODAY));
	const { pauses, longest, whole } = await stretchesOf(readPain001(file, TODAY));
	expect(pauses).toBeGreaterThanOrEqual((2 * count) / TRANSFERS_A_STEP);
	expect(longest / whole).toBeLessThan(1 / 5);
});

it.each([
	['of Windows', '\r\n'],
	['of old Macs', '\r'],
	['of either kind', '\r\r\n\n'],
])(
	'line ends %s in one text take a time that grows as they do',
	(_name, end) => {
		const took = (count: number): number => {
			const file = Buffer.from(fileOf(1).replace('<Cdtr>', () => `${end.repeat(count)}<Cdtr>`));
			const times = Array.from({ length: 3 }, () => {
				const began = performance.now();
				atOnce(readPain001(file, TODAY));
				return performance.now() - began;
			});
			return Math.min(...times);
		};
		took(50_000);
		// Were it the square, it would be 64 times as long.
		expect(took(400_000) / took(50_000)).toBeLessThan(24);
	},
	60_000,
);

/** An element as a list of all that is told of it. */
const told = (part: Part): unknown[] => [
	part.name,
	part.line,
	part.path,
	part.namespace,
	part.attribute('Ccy'),
	part.singleValue(),
	part['children'].map(told),
];

const whole = (text: string): Part => {
	const lineOf = ({ start }: { start: number }) => text.slice(0, start).split('\n').length;
	return new Part(parseXml(text, { includeOffsets: true }).root!, { lineOf });
};

const toldOrRefused = (read: () => Part) => {
	try {
		return told(read());
	} catch {
		return 'no XML';
	}
};

const PREFIXED = fileOf(3)
	.replace(/<(\/?)(\w)/g, '<$1p:$2')
	.replaceAll('\n', '\r\n');
const NESTED = fileOf(2).replace('<RmtInf>', '<CdtTrfTxInf><a/></CdtTrfTxInf><RmtInf>');
const HIDDEN = fileOf(2)
	.replace('<PmtInf>', '<!-- <CdtTrfTxInf> --><CdtTrfTxInf/><![CDATA[<CdtTrfTxInf>]]><PmtInf>')
	.replace('<Nm>', '<Nm a="</CdtTrfTxInf>">');
const OUTERMOST = '<CdtTrfTxInf><CdtTrfTxInf>1</CdtTrfTxInf></CdtTrfTxInf>';

it.each([
	['plain', fileOf(3)],
	['with prefixes and the line ends of Windows', PREFIXED],
	['one transfer in another', NESTED],
	['what only looks like transfers', HIDDEN],
	['nothing but transfers', OUTERMOST],
])('a file parsed transfer by transfer is the same as parsed whole: %s', (_name, text) => {
	const same = (given: string): void => {
		const expected = toldOrRefused(() => whole(given));
		expect(toldOrRefused(() => atOnce(parse(given)))).toEqual(expected);
	};
	same(text);
	const pieces = [
		'<',
		'>',
		'/',
		'</CdtTrfTxInf>',
		'<CdtTrfTxInf>',
		'<CdtTrfTxInf/>',
		'"',
		'&',
		'<a>',
	];
	const spoilt = fc.tuple(fc.nat(text.length), fc.nat(30), fc.constantFrom('', ...pieces));
	fc.assert(
		fc.property(spoilt, ([at, without, piece]) =>
			same(text.slice(0, at) + piece + text.slice(at + without)),
		),
		{ numRuns: 300 },
	);
});
