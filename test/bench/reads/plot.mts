import { init } from 'echarts';
import type { Compared } from './measure.mts';

const SIZE = { width: 760, height: 320 };

/** How many reads a second each way comes to, by link, as SVG: the most reads that were measured side by side. */
export function plotOf(compared: Compared[]): string {
	const beside = compared.filter((one) => one.beside);
	const most = Math.max(...beside.map(({ count }) => count));
	const shown = beside.filter(({ count }) => count === most);
	const series = (name: string, color: string, msOf: (one: Compared) => number) => ({
		...{ type: 'bar' as const, name, color, barGap: '10%' },
		data: shown.map((one) => Math.round((1000 * one.count) / msOf(one))),
		label: { show: true, position: 'top' as const, fontSize: 11 },
	});
	const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
	chart.setOption({
		...{ animation: false, backgroundColor: '#ffffff', legend: { top: 8, right: 20 } },
		grid: { left: 60, right: 20, top: 50, bottom: 50 },
		xAxis: {
			...{ type: 'category', name: 'link, ms there and back', nameLocation: 'middle', nameGap: 30 },
			data: shown.map(({ roundTripMs }) => String(roundTripMs)),
		},
		yAxis: {
			...{ type: 'value', name: `reads a second, of ${most}` },
			nameTextStyle: { align: 'left', padding: [0, 0, 0, -40] },
		},
		series: [
			series('HTTP Request', '#9aa5b1', ({ beside: other }) => other!.http.ms),
			series('ZEN, first', '#4fb3a5', ({ first }) => first.ms),
			series('ZEN, again', '#0e7a6b', ({ again }) => again.ms),
			series('undici alone, 16 at once', '#d9a441', ({ beside: other }) => other!.rawMs),
		],
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}
