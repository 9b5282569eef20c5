/** A version of n8n, and the version of Node it is run on. */
export interface Release {
	n8n: string;
	node: string;
	/** Packages that take the place of others, as in npm's `overrides`. */
	instead?: Record<string, string>;
}

/** The newest that could be installed: 2.41.3 asks for a dependency that the registry does not have. */
export const NEWEST: Release = { n8n: '2.41.1', node: '24.21.0' };

/** The oldest that is claimed to work. */
export const OLDEST: Release = {
	n8n: '2.8.4',
	node: '20.20.2',
	// It fetches this one from its maker's own site. On the registry the same code has another name.
	instead: { xlsx: 'npm:@e965/xlsx@0.20.2' },
};

/**
 * The oldest whose helper shows a client certificate, which the verified package needs: 2.17.7 does not
 * yet, and none between them is on the registry. On the oldest Node that it runs on. It is fetched for
 * `npm run test:least` only.
 */
export const OLDEST_FOR_VERIFIED: Release = { n8n: '2.20.0', node: '22.16.0' };
