import type { ComparisonReport } from '../../../zen-client';
import { operation } from '../../operation';
import type { Result, Run } from '../../operation';

type Row = ComparisonReport['rows'][number];

export const probe = operation({
	option: {
		name: 'Probe',
		value: 'probe',
		description:
			'Compare what ZEN answers with what this node expects, call by call, with reads alone. No value of an answer is put out.',
		action: 'Probe what ZEN answers',
	},
	fields: [],
	prepare: () => ({}),
	send: async (run) => {
		const report = await run.zen.comparison.run();
		const file = await reportFile(run, report);
		return report.rows.map((row, index) => ({
			json: itemOf(row),
			...(index === 0 && { binary: { data: file } }),
		}));
	},
	notices: (_requests, results) => (areAllUnknown(results) ? [NOTHING_THERE] : []),
});

const NOTHING_THERE =
	"ZEN, or whatever answers at this address, knows none of the paths that were read. Check Environment (or Base URL) in the ZEN API credential; if it is right, the paths of ZEN's manual go into its Contract Corrections (JSON).";

function itemOf({ verdict, page, call, status, corrections, ...found }: Row) {
	const isEmpty = Object.keys(corrections).length === 0;
	return {
		verdict,
		page,
		call,
		found: toldOf(found),
		suggestedCorrections: isEmpty ? null : JSON.stringify(corrections),
		httpStatus: status ?? null,
	};
}

/** What was found, for a person. */
function toldOf({
	told,
	missing,
	absent,
	wrong,
	unknown,
	others,
	notes,
}: Omit<Row, 'verdict' | 'page' | 'call' | 'corrections'>) {
	const shown = (list: Array<{ name: string; form: string }>) =>
		list.map(({ name, form }) => `${name} (${form})`).join(', ');
	const parts = [
		others.join('. '),
		missing.length > 0 && `Not told: ${missing.join(', ')}`,
		wrong.length > 0 && `Of another form: ${shown(wrong)}`,
		unknown.length > 0 && `Not known here: ${shown(unknown)}`,
		told.length > 0 && `As expected: ${told.length} names`,
		absent.length > 0 && `Absent, as they may be: ${absent.join(', ')}`,
		notes.join('. '),
	];
	return parts.filter(Boolean).join('. ') || null;
}

async function reportFile({ zen, surroundings, toBinary }: Run, report: ComparisonReport) {
	const { environment, corrections } = zen.connection;
	const whole = {
		probedAt: new Date(surroundings.now()).toISOString(),
		environment,
		correctionsInUse: corrections.trim() !== '',
		...report,
	};
	const bytes = Buffer.from(JSON.stringify(whole, null, 2));
	return await toBinary(bytes, 'zen-probe.json', 'application/json');
}

function areAllUnknown(results: Result[]): boolean {
	const read = results.map(({ json }) => json).filter(({ httpStatus }) => httpStatus !== null);
	return (
		read.length > 0 && read.every(({ httpStatus }) => httpStatus === 404 || httpStatus === 405)
	);
}
