import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// The editor asks the npm registry about installed packages. Playwright's own way to forbid that
	// would do without the cache, and every page would take seconds.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost',
];

selectors.setTestIdAttribute('data-test-id');

/** A Chromium of the machine's, which reaches nothing but this machine. @throws when there is none */
export async function launchBrowser(): Promise<Browser> {
	const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : PLACES;
	const executablePath = places.find((place) => existsSync(place));
	if (!executablePath) {
		throw new Error(
			`No Chromium at ${places.join(', ')}. On Debian: apt-get install chromium. If it is elsewhere, say where in the environment variable CHROMIUM.`,
		);
	}
	return await chromium.launch({ executablePath, args: QUIET });
}

/** A page that has not been anywhere. */
export async function openPage(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
	const viewport = { width: 1280, height: 860 };
	const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB' });
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	context.setDefaultTimeout(20_000);
	return await context.newPage();
}
