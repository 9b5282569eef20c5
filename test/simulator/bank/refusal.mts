export type ErrorCode =
	| 'VALIDATION_ERROR'
	| 'FORBIDDEN'
	| 'INTERNAL_SERVER_ERROR'
	| 'NOT_FOUND'
	| 'METHOD_NOT_ALLOWED'
	| 'UNSUPPORTED_MEDIA_TYPE'
	| 'PAYLOAD_TOO_LARGE';

/** Why the bank does not do what it was asked; becomes ZEN's error envelope on the wire. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		readonly code: ErrorCode,
		message: string,
	) {
		super(message);
	}
}

/** A request that breaks a rule (documented: 400 VALIDATION_ERROR). */
export function invalid(message: string): Refusal {
	return new Refusal(400, 'VALIDATION_ERROR', message);
}

/** Something asked for by an id that nobody has (404 is an assumption: the manual names no code). */
export function notFound(what: string, id: string): Refusal {
	return new Refusal(404, 'NOT_FOUND', `${what} ${id} was not found`);
}
