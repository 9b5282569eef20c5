import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { program } from '../install/program.mts';

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

/**
 * A Chromium of the machine's, which reaches nothing but this machine. Debian's is installed when there
 * is none.
 *
 * @throws when that cannot be done
 */
export async function launchBrowser(): Promise<Browser> {
	const place = process.env.CHROMIUM || PLACES.find((path) => existsSync(path));
	const executablePath = place ?? (await program('chromium').catch(tellOfVariable));
	return await chromium.launch({ executablePath, args: QUIET });
}

function tellOfVariable({ message }: Error): never {
	throw new Error(`${message}. One elsewhere can be named in the environment variable CHROMIUM.`);
}

/** A page that has not been anywhere. */
export async function openPage(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
	const viewport = { width: 1280, height: 860 };
	const context = await browser.newContext({ viewport, colorScheme, locale: 'en-GB' });
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	context.setDefaultTimeout(20_000);
	return await context.newPage();
}
