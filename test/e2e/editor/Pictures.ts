import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { PROJECT } from '../install/thisPackage';

const FOLDER = join(PROJECT, 'docs/images');
const RETAKE = process.env.RETAKE_PICTURES === '1';

const NO_TOASTS = '.el-notification { visibility: hidden; }';

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
	const words = await wordsIn(what);
	const file = join(FOLDER, `${name}.txt`);
	if (RETAKE) {
		mkdirSync(FOLDER, { recursive: true });
		await page.mouse.move(0, 0);
		await page.screenshot({ path: join(FOLDER, `${name}.png`), style: NO_TOASTS });
		writeFileSync(file, words);
	}
	const hint = `docs/images/${name}.png shows something else by now: npm run docs:pictures`;
	expect(words, hint).toBe(readFileSync(file, 'utf8'));
}

async function wordsIn(what: Locator): Promise<string> {
	const lines = (await what.innerText()).split('\n').map((line) => line.trim());
	const text = lines.filter(Boolean).join('\n');
	return `${PASSING.reduce((all, [pattern, by]) => all.replace(pattern, by), text)}\n`;
}
