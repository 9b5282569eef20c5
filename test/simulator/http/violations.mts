import type { ValidationResult } from 'openapi-backend';
import { type Answer, failure } from './answer.mts';

type Violation = NonNullable<ValidationResult['errors']>[number];

/** The answer to a request that breaks the contract: 400 with the field's name. */
export function refusedRequest(errors: readonly Violation[]): Answer {
	// A wrong path segment comes as 500 from ZEN, not as 400 (observed).
	if (errors.some(({ instancePath }) => instancePath.startsWith('/path'))) {
		return failure(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');
	}
	return failure(400, 'VALIDATION_ERROR', errors.map(sentence).join('; '));
}

function sentence({ instancePath, keyword, params, message }: Violation): string {
	const [place, ...path] = instancePath.split('/').slice(1);
	if (keyword === 'required') {
		const missing = String(params.missingProperty);
		if (!place)
			return missing === 'requestBody' ? 'a JSON body is required' : `${missing} is required`;
		return `${[...path, missing].join('.')} is required`;
	}
	return `${path.join('.') || 'the body'} ${message}`;
}
