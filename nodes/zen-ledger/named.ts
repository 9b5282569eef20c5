import { LedgerError } from '../zen-payout';

type Method = (...args: unknown[]) => unknown;

/** A ledger whose errors say which memory they are about. */
export function named<T extends object>(ledger: T, memory: string): T {
	return new Proxy(ledger, {
		get: (target, name) => {
			const member: unknown = Reflect.get(target, name, target);
			if (typeof member !== 'function') return member;
			return (...args: unknown[]) => {
				const answer = (member as Method).apply(target, args);
				return answer instanceof Promise ? sayingWhich(memory, async () => await answer) : answer;
			};
		},
	});
}

/** Does some work with a memory, whose errors say which one it was. */
export async function sayingWhich<T>(memory: string, work: () => Promise<T>): Promise<T> {
	return await work().catch((error) => {
		if (!(error instanceof LedgerError)) throw error;
		throw new LedgerError(error.message, error.remedy, memory);
	});
}

/** In the place of a ledger that could not be opened: whatever is asked of it fails with that. */
export function broken<T extends object>(error: LedgerError): T {
	const fail = async () => {
		throw error;
	};
	// What is no promise must not look like one, and of what does not work there is nothing to notice.
	const get = (_target: unknown, name: string | symbol) =>
		name === 'then' || name === 'notice' ? undefined : fail;
	return new Proxy<T>({} as T, { get });
}
