import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../harness.mts';
import { assertBuilt } from '../harness/built.mts';
import { packing } from '../../support/packing.mts';
import type { Build } from '../../support/packing.mts';

/** What n8n has itself, and hands to every package. */
const GIVEN_BY_N8N = ['n8n-workflow', 'luxon', 'lodash'];

export interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
	[field: string]: unknown;
}

export interface Installed {
	/** Everything below is in it; to be removed when done. */
	root: string;
	/** The package as n8n has it on disk. */
	directory: string;
	manifest: Manifest;
	/** Paths in the tarball, relative to the package. */
	files: string[];
	/** Of all files together, in bytes. */
	unpackedSize: number;
	/** Of the tarball, in bytes. */
	size: number;
	/** What is bundled in each file of the build, by its path in the tarball. */
	sources: Record<string, string[]>;
}

const readManifest = (directory: string): Manifest =>
	JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

/**
 * Packs this package and installs the tarball as n8n's own installer does: unpack, drop the
 * development, peer and optional dependencies, let npm install what is left. `--offline` holds
 * npm to having nothing left to install. Around it, what n8n has itself is all there is to require.
 */
export async function packAndInstall(kind: Build): Promise<Installed> {
	const { BUILDS, pack } = await packing();
	const { dist } = BUILDS[kind];
	const { n8n } = readManifest(projectRoot);
	const built = [...n8n.nodes, ...n8n.credentials].map((file) => file.replace(/^dist/, dist));
	assertBuilt(projectRoot, built);

	const root = mkdtempSync(join(tmpdir(), 'n8n-nodes-zen-installed-'));
	const npm = (cwd: string, ...args: string[]) =>
		execFileSync('npm', [...args, '--ignore-scripts'], { cwd, encoding: 'utf8', stdio: 'pipe' });
	const { tarball, size, packed } = pack(kind, root);

	const modules = join(root, 'node_modules');
	const directory = join(modules, 'n8n-nodes-zen');
	mkdirSync(directory, { recursive: true });
	execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', directory]);

	const manifest = readManifest(directory);
	const dropped = { devDependencies: {}, peerDependencies: {}, optionalDependencies: {} };
	const installable = { ...manifest, ...dropped };
	writeFileSync(join(directory, 'package.json'), JSON.stringify(installable));
	npm(directory, 'install', '--offline', '--no-audit', '--no-fund', '--package-lock=false');

	for (const name of GIVEN_BY_N8N) {
		symlinkSync(join(projectRoot, 'node_modules', name), join(modules, name));
	}
	const files = readFileSync(join(projectRoot, '.cache', kind, 'files.json'), 'utf8');
	const inFiles = Object.entries(JSON.parse(files) as Record<string, string[]>);
	return {
		root,
		directory,
		manifest,
		files: packed.files.map(({ path }) => path),
		unpackedSize: packed.unpackedSize,
		size,
		sources: Object.fromEntries(
			inFiles.map(([file, sources]) => [file.replace(/^[^/]+/, 'dist'), sources]),
		),
	};
}
