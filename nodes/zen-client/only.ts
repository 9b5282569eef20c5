/**
 * For `catch` clauses that expect one kind of error: hands it back, and passes any other on.
 *
 * @param kind the class that is expected
 * @param error whatever was caught
 */
export function only<E extends Error>(
	kind: abstract new (...args: never[]) => E,
	error: unknown,
): E {
	if (error instanceof kind) return error;
	throw error;
}
