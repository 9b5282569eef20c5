import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { toCamt053 } from '../../nodes/Zen/statement/camt053';
import { toCsv, type CsvOptions } from '../../nodes/Zen/statement/csv';
import { ENTRIES_A_PIECE, joined } from '../../nodes/Zen/statement/pieces';
import { complaints, entries, header, id, raw } from '../support/statement.mts';

const COUNT = 2 * ENTRIES_A_PIECE + 1;
const ENTRIES = entries(
	Array.from({ length: COUNT }, (_, at) => raw({ id: id(at), title: `<Ntry> ${at}` })),
);
const REFERENCES = ENTRIES.map(({ reference }) => reference);

async function made(pieces: Iterable<Buffer>) {
	let pauses = 0;
	const sleep = async () => void pauses++;
	return { bytes: await joined(pieces, { sleep }), pauses };
}

it('a long CSV is one file, and n8n gets a turn after every piece of it', async () => {
	const options: CsvOptions = {
		...{ delimiter: ';', byteOrderMark: true, decimalSeparator: '.' },
		...{ dateFormat: 'yyyy-MM-dd', texts: 'plain' },
	};
	const { bytes, pauses } = await made(toCsv(ENTRIES, options));
	const rows: Array<Record<string, string>> = parse(bytes, {
		...{ bom: true, columns: true, delimiter: ';' },
	});
	expect(rows.map(({ Reference }) => Reference)).toEqual(REFERENCES);
	expect(bytes.indexOf('\uFEFF', 1)).toBe(-1);
	expect(pauses).toBe(1 + 3);
});

it.each(['001.02', '001.08'] as const)(
	'so is a long camt.053 in %s, and valid',
	async (version) => {
		const { bytes, pauses } = await made(toCamt053(ENTRIES, header({ version })));
		const text = bytes.toString('utf8');
		const found = [...text.matchAll(/^\t{3}<Ntry>\n\t{4}<NtryRef>(.*)<\/NtryRef>$/gm)];
		expect(found.map(([, reference]) => reference)).toEqual(REFERENCES);
		expect(text.match(/<\/Ntry>/g)).toHaveLength(COUNT);
		expect(text).toContain(`<NbOfNtries>${COUNT}</NbOfNtries>`);
		expect(await complaints(version, bytes)).toEqual([]);
		expect(pauses).toBe(2 + 3);
	},
);
