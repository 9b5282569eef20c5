import { describe, expect, it } from 'vitest';
import { templateParts } from '../../nodes/zen-n8n/templateParts';

describe('the parts of a field', () => {
	it.each<[unknown, string[]]>([
		['INV-7', []],
		['INV-{{ $json.no }}', []],
		[7, []],
		[undefined, []],
		['=', []],
		['=INV-7', []],
		['={{ $json.no }}', []],
		['=INV-{{ $json.no }}', ['{{ $json.no }}']],
		['={{ $json.no }} ', ['{{ $json.no }}']],
		['={{ $json.no }}\n', ['{{ $json.no }}']],
		['={{ $json.a }}{{ $json.b }}', ['{{ $json.a }}', '{{ $json.b }}']],
		['={{ $json.a }}/{{ ({ a: 1 }).a }}', ['{{ $json.a }}', '{{ ({ a: 1 }).a }}']],
		['=A {{ "\\}}" }}', ['{{ "\\}}" }}']],
	])('%j', (parameter, parts) => {
		expect(templateParts(parameter)).toEqual(parts);
	});
});
