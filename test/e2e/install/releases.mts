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
