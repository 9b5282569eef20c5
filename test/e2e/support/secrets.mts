import type { Simulator } from '../../simulator/index.mts';

/** Texts that must stand nowhere in the clear, by what they are. */
export type Secrets = Record<string, string>;

/**
 * The secrets of a simulator's credentials. Of a key, a piece of each line: with other line breaks
 * it is no less a key.
 */
export function secretsOf({ apiKey, client, rsaClient }: Simulator): Secrets {
	return {
		'API key': apiKey,
		...linesOf('EC key', client.privateKey),
		...linesOf('RSA key', rsaClient.privateKey),
	};
}

/** The names of the secrets that a text holds. */
export function secretsIn(text: string, secrets: Secrets): string[] {
	return Object.entries(secrets)
		.filter(([, secret]) => text.includes(secret))
		.map(([name]) => name);
}

function linesOf(name: string, pem: string): Secrets {
	const lines = pem.split('\n').filter((line) => line.length >= 24 && !line.startsWith('-----'));
	// The first says what kind of key it is, and so stands in every one.
	return Object.fromEntries(
		lines.slice(1).map((line, index) => [`${name}, line ${index + 2}`, line.slice(0, 40)]),
	);
}
