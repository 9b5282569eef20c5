/** Something that n8n's server offers and its engine alone does not. */
export class UnsupportedInEngine extends Error {
	constructor(what: string) {
		super(`${what}: part of n8n's server, and not available in the engine alone`);
		this.name = 'UnsupportedInEngine';
	}
}
