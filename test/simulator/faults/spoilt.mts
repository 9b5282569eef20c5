import { type Answer, text } from '../http/answer.mts';
import type { Fault } from './fault.mts';

const HTML = '<!doctype html><html><title>Gateway</title><body>Please try later</body></html>';
const AMOUNT = /"(value|balance|availableBalance)":"(-?\d+(?:\.\d+)?)"/g;

/** What becomes of the bank's answer by a fault that changes it. Other faults leave it as it is. */
export function spoilt(answer: Answer, { kind, status }: Fault): Answer {
	switch (kind) {
		case 'emptyBody':
			return { ...answer, body: Buffer.alloc(0) };
		case 'notJson':
			return text(status ?? 200, HTML);
		case 'wrapArray':
			return rewritten(answer, (body) => `[${body}]`);
		case 'numbersForStrings':
			return rewritten(answer, (body) => body.replace(AMOUNT, '"$1":$2'));
		case 'misspeltBalance':
			return rewritten(answer, (body) =>
				body.replaceAll('"availableBalance":', '"avaliableBalance":'),
			);
		default:
			return answer;
	}
}

function rewritten(answer: Answer, change: (body: string) => string): Answer {
	if (!answer.headers['content-type']?.startsWith('application/json')) return answer;
	return { ...answer, body: Buffer.from(change(answer.body.toString())) };
}
