import { measureNotifications } from './notifications.mts';

// A trigger that takes that much longer than its parts does something else besides.
const HIGHEST_RATIO = 2;

async function main(): Promise<void> {
	console.log('A notification, until it is answered (medians in ms, one process, in turns)\n');
	const results = await measureNotifications([0, 50]);
	console.table(
		results.map(({ zenTakesMs, webhook, confirmation, trigger, ratio }) => ({
			"ZEN's own time": zenTakesMs,
			"n8n's Webhook node": round(webhook),
			'question to ZEN alone': round(confirmation),
			'ZEN Trigger': round(trigger),
			'ratio to both together': round(ratio),
		})),
	);
	const worst = Math.max(...results.map(({ ratio }) => ratio));
	if (worst > HIGHEST_RATIO) {
		console.error(`The ratio is ${round(worst)}; at most ${HIGHEST_RATIO} was expected.`);
		process.exitCode = 1;
	}
}

const round = (value: number) => Math.round(value * 100) / 100;

void main();
