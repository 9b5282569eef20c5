import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import lowerFirst from 'lodash/lowerFirst';
import { assertBuilt } from '../../engine/harness/built.mts';
import { packing } from '../../support/packing.mts';
import type { Build } from '../../support/packing.mts';
import { npm } from './npm.mts';

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

export const PROJECT = resolve(import.meta.dirname, '../../..');

/** What package.json lists, by the names that n8n gives it. */
export async function readManifest(): Promise<{ name: string; nodes: string[]; files: string[] }> {
	const text = await readFile(join(PROJECT, 'package.json'), 'utf8');
	const { name, n8n } = JSON.parse(text) as Manifest;
	const nodes = n8n.nodes.map((file) => lowerFirst(basename(file, '.node.js')));
	return { name, nodes, files: [...n8n.nodes, ...n8n.credentials] };
}

/** Packs a build and installs the tarball where n8n looks for community packages at its start. */
export async function installThisPackage(n8nFolder: string, build: Build = 'full'): Promise<void> {
	const { BUILDS, pack } = await packing();
	const { files } = await readManifest();
	assertBuilt(
		PROJECT,
		files.map((file) => file.replace(/^dist/, BUILDS[build].dist)),
	);

	const nodes = join(n8nFolder, 'nodes');
	await mkdir(nodes, { recursive: true });
	const { tarball } = pack(build, nodes);

	await writeFile(join(nodes, 'package.json'), '{ "name": "installed-nodes", "private": true }');
	// Offline, since a user's n8n has to get by with what the tarball holds.
	const how = ['--ignore-scripts', '--omit=dev', '--omit=peer', '--offline'];
	await npm(['install', ...how, tarball], { cwd: nodes });
}
