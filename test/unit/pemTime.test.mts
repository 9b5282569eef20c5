import { describe, expect, it } from 'vitest';
import { blocksIn, mendPem, readIdentity } from '../../nodes/zen-client/tls';

const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';
const KB = 1024;

// What an expression that goes round and round would look for again and again.
const UNITS: Record<string, string> = {
	dashes: '-',
	'dashes and spaces': '- ',
	'long dashes': '\u2014',
	spaces: ' ',
	'zero-width spaces': '\u200B',
	backslashes: '\\',
	'escaped line breaks': '\\n',
	letters: 'A',
	padding: '=',
	percents: '%2D',
	'escaped dashes': '\\u002D',
	BEGIN: 'BEGIN',
	'BEGIN and a letter': 'BEGINA',
	'BEGIN lines': BEGIN,
	'half of a BEGIN line': 'BEGINA--',
	'BEGIN lines with dashes in their content': 'BEGINA--X-',
	'BEGIN lines within each other': '-----BEGIN A-----BEGIN B-----',
	END: '--END',
	'END lines': END,
	'blocks that end as another': 'BEGINA--A--ENDB',
	'blocks that hold nothing': BEGIN + END,
	'headers of an encrypted key': 'Proc-Type: 4,ENCRYPTED\nDEK-Info: ',
	'headers without an end': 'BEGINA--Proc-Type:4,ENCRYPTEDDEK-Info:',
	'the start of base64 of a PEM': 'LS0tLS1CRUdJTi',
	'the start of a certificate': 'MIIB',
};
const BEFORE = ['', BEGIN];

/** The least of several times, so that what else the machine does hardly counts. */
function leastMs(work: () => unknown, tries: number): number {
	const times = Array.from({ length: tries }, () => {
		const began = performance.now();
		work();
		return performance.now() - began;
	});
	return Math.min(...times);
}

const readAll = (text: string) => {
	mendPem(text);
	blocksIn(text);
	expect(() => readIdentity({ clientCertificate: text, privateKey: text }, new Date())).toThrow();
};

describe('what was pasted is read in a time that grows as its length does', () => {
	it.each(Object.entries(UNITS))('%s', (_name, unit) => {
		for (const before of BEFORE) {
			const ofLength = (kb: number) =>
				before + unit.repeat(Math.floor((kb * KB - before.length) / unit.length));
			const [short, long] = [ofLength(4), ofLength(64)];
			// Sixteen times as long takes sixteen times as long; by the square it would be 256 times. What
			// takes next to nothing is measured too badly to be compared.
			const shortMs = Math.max(
				leastMs(() => readAll(short), 5),
				2,
			);
			expect(leastMs(() => readAll(long), 5) / shortMs).toBeLessThan(80);
		}
	});
});
