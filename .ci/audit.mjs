// Says which known holes there are in what is bundled, and fails if there is one. npm audit by itself does
// not tell: everything bundled is a development dependency, and so is what is never shipped. Run it after
// a build, which leaves the list. The full build has all that the verified one has.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { holesIn } from './holes.mjs';

const bundled = JSON.parse(readFileSync('.cache/full/bundled.json', 'utf8'));
// It ends with a status of its own when it finds something.
const { stdout } = await promisify(execFile)('npm', ['audit', '--json'], {
	maxBuffer: 64 * 1024 * 1024,
}).catch((failure) => failure);
const report = JSON.parse(stdout);
if (!report.vulnerabilities) throw new Error(`npm audit did not answer: ${stdout}`);

const holes = holesIn(bundled, report);
for (const { name, version, severity, title, url } of holes) {
	console.log(`${name} ${version}: ${severity}: ${title} (${url})`);
}
console.log(`${bundled.length} packages are bundled, ${holes.length} known holes in them`);
process.exit(holes.length > 0 ? 1 : 0);
