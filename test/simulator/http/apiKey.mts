import { Refusal } from '../bank/refusal.mts';

/** Which forms of the Authorization header let a request in. */
export type KeyForms = 'both' | 'bearer' | 'bare';

/** Checks the Authorization header. @throws Refusal (403 FORBIDDEN, the text is observed) */
export function checkApiKey(header: string | undefined, key: string, forms: KeyForms): void {
	const accepted = { both: [key, `Bearer ${key}`], bearer: [`Bearer ${key}`], bare: [key] }[forms];
	if (header === undefined || !accepted.includes(header)) {
		throw new Refusal(403, 'FORBIDDEN', 'Invalid authentication credentials');
	}
}
