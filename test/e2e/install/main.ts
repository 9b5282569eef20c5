import { installN8n } from './n8n';
import { NEWEST, OLDEST } from './releases';

const wanted = process.argv.slice(2);
const releases = [NEWEST, OLDEST].filter(({ n8n }) => wanted.length === 0 || wanted.includes(n8n));

async function main(): Promise<void> {
	for (const release of releases) {
		const started = Date.now();
		const { bin } = await installN8n(release);
		const seconds = Math.round((Date.now() - started) / 1000);
		console.log(`n8n ${release.n8n} on Node ${release.node}: ${bin} (${seconds} s)`);
	}
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
