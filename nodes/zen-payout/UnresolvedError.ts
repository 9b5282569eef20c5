import { Explained } from '../zen-client';

/** A payment that was tried before and whose fate could not be found out, so it was not sent now. */
export class UnresolvedError extends Explained {
	constructor(
		externalId: string,
		readonly remedy: string,
	) {
		super(
			`Payment "${externalId}" was tried before, and what became of it is not known. It was not sent now`,
		);
		this.name = 'UnresolvedError';
	}
}
