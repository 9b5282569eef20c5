// Says how large both tarballs are, and fails where one is larger than it may be.
import { BUILDS, pack } from './packages.mjs';

for (const [kind, { most }] of Object.entries(BUILDS)) {
	const { tarball, size } = pack(kind);
	console.log(`${kind}: ${tarball}, ${(size / 1000).toFixed(1)} KB of at most ${most / 1000} KB`);
	if (size > most) process.exitCode = 1;
}
