import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PROJECT } from '../install/thisPackage';
import { until } from '../support/until';

const FOLDER = join(PROJECT, 'docs/images');
const RETAKE = process.env.RETAKE_PICTURES === '1';

const NO_TOASTS = '.el-notification { visibility: hidden; }';

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
 */
export async function picture(name: string, page: Page, what: Locator): Promise<void> {
	const file = join(FOLDER, `${name}.txt`);
	if (RETAKE) {
		mkdirSync(FOLDER, { recursive: true });
		await page.mouse.move(0, 0);
		writeFileSync(file, await settled(page, what));
		await page.screenshot({ path: join(FOLDER, `${name}.png`), style: NO_TOASTS });
	}
	const hint = `docs/images/${name}.png shows something else by now: npm run docs:pictures`;
	await expect
		.poll(async () => await wordsIn(what), { timeout: SETTLES_MS, message: hint })
		.toBe(readFileSync(file, 'utf8'));
}

/** Waits until nothing fades or moves any more and the words stay. @returns them */
async function settled(page: Page, what: Locator): Promise<string> {
	let words = '';
	let seen = 0;
	const same = async () => {
		await page.evaluate(MOTION_ENDS);
		const now = await wordsIn(what);
		seen = now === words ? seen + 1 : 0;
		words = now;
		return seen >= 4 ? words : undefined;
	};
	return await until(same, { what: 'the picture has settled', everyMs: 400 });
}

async function wordsIn(what: Locator): Promise<string> {
	const lines = (await what.innerText()).split('\n').map((line) => line.trim());
	const text = lines.filter(Boolean).join('\n');
	return `${PASSING.reduce((all, [pattern, by]) => all.replace(pattern, by), text)}\n`;
}
