import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
	cwd: root,
	encoding: 'utf8',
});
const files = listed.split('\n').filter((file) => file !== '' && existsSync(join(root, file)));
const pages = files.filter((file) => file.endsWith('.md'));

const withoutBlocks = (text: string) => text.replace(/^ *(```|~~~).*?^ *\1 *$/gms, '');

/** Markdown without its code, in which brackets are no links. */
const prose = (text: string) => withoutBlocks(text).replace(/(`+)(?!`).+?(?<!`)\1(?!`)/g, '');

/** Where the links and pictures of a page lead: `[…](…)`, `[…]: …`, and HTML's href, src and srcset. */
function linksIn(text: string): string[] {
	const forms = [
		/\]\(\s*<?([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+["'(][^)]*)?\s*\)/g,
		/^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)>?/gm,
		/<[^>]+\s(?:href|src|srcset)\s*=\s*["']([^"']+)["']/g,
	];
	return forms.flatMap((form) => [...prose(text).matchAll(form)].map(([, link]) => link!));
}

/** The names by which GitHub leads to a page's headings. */
function anchorsIn(text: string): string[] {
	const headings = [...withoutBlocks(text).matchAll(/^#{1,6} +(.+?) *#*$/gm)];
	const names = headings.map(([, heading]) =>
		heading!
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.replace(/(?<!\w)([_*]{1,3})(\S.*?)\1(?!\w)/g, '$2')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
			.replaceAll(' ', '-'),
	);
	return names.map((name, index) => {
		const before = names.slice(0, index).filter((other) => other === name).length;
		return before > 0 ? `${name}-${before}` : name;
	});
}

/** What is wrong with a link of a page; `undefined` when it leads somewhere, or out of the repository. */
function flawOf(link: string, page: string, text: string): string | undefined {
	if (/^[a-z][a-z\d+.-]*:/i.test(link)) {
		return /^(https?:\/\/[^/]|mailto:.)/.test(link) && URL.canParse(link)
			? undefined
			: 'no address';
	}
	if (link.startsWith('//')) return 'no scheme';
	const [path = '', anchor] = link.split('#');
	const to = path === '' ? page : relative(root, resolve(root, dirname(page), decodeURI(path)));
	// What is not listed is on this machine only.
	const isThere = files.includes(to) || files.some((file) => file.startsWith(`${to}/`));
	if (!isThere) return 'nothing there';
	if (anchor === undefined) return undefined;
	const anchors = anchorsIn(to === page ? text : readFileSync(join(root, to), 'utf8'));
	return anchors.includes(anchor) ? undefined : 'no such heading';
}

describe('the links in the repository', () => {
	it.each(pages)('%s: each leads somewhere', (page) => {
		const text = readFileSync(join(root, page), 'utf8');
		const flaws = linksIn(text).flatMap((link) => {
			const flaw = flawOf(link, page, text);
			return flaw ? [`${link}: ${flaw}`] : [];
		});
		expect(flaws).toEqual([]);
	});

	it('are seen: those of the README lead to pages, pictures and sites', () => {
		const found = linksIn(readFileSync(join(root, 'README.md'), 'utf8'));
		expect(found).toContain('docs/certificates.md');
		expect(found).toContain('docs/images/nodes-panel.png');
		expect(found).toContain('LICENSE');
		expect(found).toContain('https://www.zen.com');
	});

	it.each([
		['[a](gone.md)', 'nothing there'],
		['[a](<gone.md> "with a title")', 'nothing there'],
		['![a](docs/images/gone.png)', 'nothing there'],
		['[a](docs/certificates.md#gone)', 'no such heading'],
		['[a](#gone)', 'no such heading'],
		['<img alt="a" src="docs/gone.png">', 'nothing there'],
		['[a]: gone.md', 'nothing there'],
		['[a](node_modules)', 'nothing there'],
		['[a](https://)', 'no address'],
		['[a](javascript:b)', 'no address'],
	])('the test would tell: %s', (text, flaw) => {
		expect(linksIn(text).map((link) => flawOf(link, 'README.md', text))).toEqual([flaw]);
	});

	it.each([
		'[a](docs/certificates.md#1-the-key)',
		'[a](#b-c-d)\n\n## B, `c`: _d_ #\n',
		'[a](LICENSE)',
		'[a](docs)',
		'`[a](gone.md)`',
		'```md\n[a](gone.md)\n```\n',
	])('and takes what is right: %j', (text) => {
		expect(linksIn(text).flatMap((link) => flawOf(link, 'README.md', text) ?? [])).toEqual([]);
	});
});
