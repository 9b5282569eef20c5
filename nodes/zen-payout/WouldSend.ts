/**
 * How far a check goes on the way that the run itself would go: here it would wait, or write to ZEN. Nothing
 * is wrong.
 */
export class WouldSend extends Error {
	override readonly name = 'WouldSend';

	/** @param isAgain whether it would be looked for once more, after a wait, and then be sent once more */
	constructor(readonly isAgain: boolean) {
		super('Nothing is sent by a check');
	}
}
