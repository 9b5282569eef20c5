import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../harness.mts';
import { assertBuilt } from '../harness/built.mts';

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
}

const readManifest = (directory: string): Manifest =>
	JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));

/**
 * Packs this package and installs the tarball as n8n's own installer does: unpack, drop the
 * development, peer and optional dependencies, let npm install what is left. `--offline` holds
 * npm to having nothing left to install. Around it, n8n-workflow is all there is to require.
 */
export function packAndInstall(): Installed {
	const { n8n } = readManifest(projectRoot);
	assertBuilt(projectRoot, [...n8n.nodes, ...n8n.credentials]);

	const root = mkdtempSync(join(tmpdir(), 'n8n-nodes-zen-installed-'));
	const npm = (cwd: string, ...args: string[]) =>
		execFileSync('npm', [...args, '--ignore-scripts'], { cwd, encoding: 'utf8', stdio: 'pipe' });
	const [packed] = JSON.parse(npm(projectRoot, 'pack', '--json', '--pack-destination', root));

	const modules = join(root, 'node_modules');
	const directory = join(modules, 'n8n-nodes-zen');
	mkdirSync(directory, { recursive: true });
	const tarball = join(root, packed.filename);
	execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', directory]);

	const manifest = readManifest(directory);
	const dropped = { devDependencies: {}, peerDependencies: {}, optionalDependencies: {} };
	const installable = { ...manifest, ...dropped };
	writeFileSync(join(directory, 'package.json'), JSON.stringify(installable));
	npm(directory, 'install', '--offline', '--no-audit', '--no-fund', '--package-lock=false');

	const workflow = join(projectRoot, 'node_modules', 'n8n-workflow');
	symlinkSync(workflow, join(modules, 'n8n-workflow'));
	return {
		root,
		directory,
		manifest,
		files: packed.files.map(({ path }: { path: string }) => path),
		unpackedSize: packed.unpackedSize,
	};
}
