// Packs both packages that are built from this source: what `npm run build` and `npm run build:verified`
// left. The full one has the same version with a suffix, since npm takes a name and version only once.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where each build is, the most that its tarball may be, in bytes, and the Node that it needs. */
export const BUILDS = {
	// n8n's helper shows client certificates from n8n 2.20 on, which needs that Node.
	verified: { dist: 'dist-verified', most: 230_000, node: '>=22.16' },
	full: { dist: 'dist', most: 450_000, node: '>=20.19' },
};

/** Which full package of a version it is: raise it to publish another one of the same version. */
const FULL = 1;

/** @returns the path of the tarball, its size in bytes, and what npm says of what is in it */
export function pack(kind, into = '.') {
	const stage = mkdtempSync(join(tmpdir(), `n8n-nodes-zen-${kind}-`));
	try {
		const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
		manifest.engines = { node: BUILDS[kind].node };
		if (kind === 'full') manifest.version += `-full.${FULL}`;
		writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
		cpSync(BUILDS[kind].dist, join(stage, 'dist'), { recursive: true });
		for (const file of ['README.md', 'LICENSE']) cpSync(file, join(stage, file));
		const npm = ['pack', '--json', '--ignore-scripts', '--pack-destination', resolve(into)];
		const [packed] = JSON.parse(execFileSync('npm', npm, { cwd: stage, encoding: 'utf8' }));
		const tarball = join(into, packed.filename);
		return { tarball, size: statSync(tarball).size, packed };
	} finally {
		rmSync(stage, { recursive: true });
	}
}
