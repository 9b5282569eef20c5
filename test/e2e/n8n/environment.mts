import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CACHE } from '../install/cache.mts';
import type { InstalledN8n } from '../install/n8n.mts';
import { pathWith } from '../install/npm.mts';

const OFF = [
	'N8N_DIAGNOSTICS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_ENABLED',
	'N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED',
	'N8N_TEMPLATES_ENABLED',
	'N8N_PERSONALIZATION_ENABLED',
	'N8N_HIRING_BANNER_ENABLED',
	'N8N_DYNAMIC_BANNERS_ENABLED',
	'N8N_LICENSE_AUTO_RENEW_ENABLED',
	'N8N_VERIFIED_PACKAGES_ENABLED',
	'N8N_AI_GATEWAY_ENABLED',
	'N8N_PYTHON_ENABLED',
	'N8N_SECURE_COOKIE',
];

// These call home when n8n starts.
const TALKATIVE = [
	'mcp-registry',
	'mcp',
	'instance-ai',
	'agents',
	'agent-evals',
	'chat-hub',
	'insights',
];

interface Ports {
	main: number;
	broker: number;
}

/** An n8n of its own: nothing of the user's n8n is read, nothing is sent anywhere. */
export function environmentOf(
	{ bin, node, release }: InstalledN8n,
	userFolder: string,
	{ main, broker }: Ports,
): NodeJS.ProcessEnv {
	return {
		PATH: pathWith(node),
		HOME: userFolder,
		TZ: 'UTC',
		GENERIC_TIMEZONE: 'UTC',
		NODE_COMPILE_CACHE: join(CACHE, `compiled-${release.n8n}`),
		N8N_USER_FOLDER: userFolder,
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64url'),
		N8N_USER_MANAGEMENT_JWT_SECRET: randomBytes(24).toString('base64url'),
		DB_TYPE: 'sqlite',
		N8N_HOST: 'localhost',
		N8N_PORT: String(main),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(broker),
		N8N_RUNNERS_BROKER_LISTEN_ADDRESS: '127.0.0.1',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_DISABLED_MODULES: talkativeModules(bin).join(','),
		...Object.fromEntries(OFF.map((name) => [name, 'false'])),
	};
}

/** Only those that this n8n has: it does not start when it is told of another. */
function talkativeModules(bin: string): string[] {
	const present = readdirSync(resolve(bin, '../../dist/modules'));
	return TALKATIVE.filter((name) => present.includes(name));
}
