import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { PROJECT } from '../install/thisPackage.mts';
import { until } from '../support/until.mts';

const FOLDER = join(PROJECT, 'docs/images');
const RETAKE = process.env.RETAKE_PICTURES === '1';

// Messages that come and go, and n8n's own buttons on the canvas.
const IN_THE_WAY = ['.el-notification', '[class*=nodeButtonsWrapper]'];
const HIDDEN = `${IN_THE_WAY.join()} { visibility: hidden; }`;

const SETTLES_MS = 10_000;
const MOTION_ENDS = `Promise.all(document.getAnimations()
	.filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
	.map((motion) => motion.finished.catch(() => undefined))).then(() => undefined)`;

// What is another one each time.
const PASSING: Array<[RegExp, string]> = [
	[/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>'],
	[/localhost:\d+/g, 'localhost'],
	[/\d{4}-\d\d-\d\d(T[\d:]+Z)?/g, '<time>'],
];

/**
 * Takes a picture for the README when told to. Else, checks that the words in it are still those of
 * the picture that is there: pixels differ from machine to machine, words do not.
 *
 * @param what holds the words
 * @param shown all that is to be in the picture, and no more: it has to be readable in the README
 * @param margin around it, pixels
 */
export async function picture(
	name: string,
	what: Locator,
	shown = what,
	margin = { x: 0, y: 0 },
): Promise<void> {
	const page = what.page();
	const file = join(FOLDER, `${name}.txt`);
	if (RETAKE) {
		mkdirSync(FOLDER, { recursive: true });
		await page.mouse.move(0, 0);
		writeFileSync(file, await settled(what));
		const clip = await frame(shown, margin);
		await page.screenshot({ path: join(FOLDER, `${name}.png`), clip, style: HIDDEN });
	}
	const hint = `docs/images/${name}.png shows something else by now: npm run docs:pictures`;
	await expect
		.poll(async () => await wordsIn(what), { timeout: SETTLES_MS, message: hint })
		.toBe(readFileSync(file, 'utf8'));
}

/** Waits until nothing fades or moves any more and the words stay. @returns them */
async function settled(what: Locator): Promise<string> {
	let words = '';
	let seen = 0;
	const same = async () => {
		await what.page().evaluate(MOTION_ENDS);
		const now = await wordsIn(what);
		seen = now === words ? seen + 1 : 0;
		words = now;
		return seen >= 4 ? words : undefined;
	};
	return await until(same, { what: 'the picture has settled', everyMs: 400 });
}

async function frame(shown: Locator, margin: { x: number; y: number }) {
	const { width, height } = shown.page().viewportSize()!;
	const boxes = await Promise.all(
		(await shown.all()).map(async (part) => await part.boundingBox()),
	);
	const seen = boxes.filter((box) => box !== null);
	const x = Math.max(0, Math.min(...seen.map((box) => box.x)) - margin.x);
	const y = Math.max(0, Math.min(...seen.map((box) => box.y)) - margin.y);
	const right = Math.min(width, Math.max(...seen.map((box) => box.x + box.width)) + margin.x);
	const bottom = Math.min(height, Math.max(...seen.map((box) => box.y + box.height)) + margin.y);
	return { x, y, width: right - x, height: bottom - y };
}

async function wordsIn(what: Locator): Promise<string> {
	const lines = (await what.innerText()).split('\n').map((line) => line.trim());
	const text = lines.filter(Boolean).join('\n');
	return `${PASSING.reduce((all, [pattern, by]) => all.replace(pattern, by), text)}\n`;
}
