import { join, resolve } from 'node:path';

/** The two packages that are made of this source. */
export type Build = 'full' | 'verified';

interface Packing {
	BUILDS: Record<Build, { dist: string }>;
	pack(
		kind: Build,
		into: string,
	): {
		tarball: string;
		size: number;
		packed: { files: Array<{ path: string }>; unpackedSize: number };
	};
}

/** What packs them, for publishing and for tests alike. */
export async function packing(): Promise<Packing> {
	return (await import(join(resolve(import.meta.dirname, '../..'), '.ci/packages.mjs'))) as Packing;
}
