/** A text that was given, and what it has to be. */
export type Comparison = [given: string, expected: string];

/** What a URL can hold in its query as it stands. All else a client has to encode, and # ends it. */
const NOT_AS_IT_STANDS = /[^A-Za-z0-9\-._~!$&()*+,;=:@/?%]/gu;
const ESCAPES = /(?:%[0-9a-f]{2})+/gi;

/**
 * What to compare for the secret in a URL, which is written by hand, and sent by clients that each
 * encode in their own way. The framework's reading of the query takes `+` for a space, ends at `&` and
 * decodes what is meant as it stands, so that a right secret would be refused.
 *
 * Each reading takes the whole secret: none accepts what does not hold every character of it. How many
 * there are depends on the URL's form and on the agreed secret, not on whether it is right.
 *
 * @param url path and query as they came
 */
export function inUrl(url: string, parameter: string, secret: string): Comparison[] {
	const parts = url.includes('?') ? url.slice(url.indexOf('?') + 1).split('&') : [];
	// Where `&` was not encoded, the secret goes on in what looks like the next parameters.
	const lengths = new Set([1, secret.split('&').length]);
	return [...lengths].flatMap((length) => {
		const text = valueOf(parts, parameter, length);
		return text === undefined ? [] : readingsOf(text, secret);
	});
}

/** @returns undefined also where the parameter is there twice: which one is meant would be a guess */
function valueOf(parts: string[], parameter: string, length: number): string | undefined {
	const at = parts.findIndex((part) => nameOf(part) === parameter);
	const isElsewhere = parts.some(
		(part, index) => (index < at || index >= at + length) && nameOf(part) === parameter,
	);
	if (at < 0 || at + length > parts.length || isElsewhere) return undefined;
	const whole = parts.slice(at, at + length).join('&');
	return whole.includes('=') ? whole.slice(whole.indexOf('=') + 1) : '';
}

function nameOf(part: string): string {
	const [name = ''] = part.split('=', 1);
	return decode(spaced(name));
}

function readingsOf(text: string, secret: string): Comparison[] {
	return [
		// As a form writes it.
		[decode(spaced(text)), secret],
		[decode(text), secret],
		// By a client that encodes what was encoded already.
		[decode(decode(text)), secret],
		// As it stands, percent signs too: what no URL can hold is encoded on both sides.
		[asItStands(text), asItStands(secret)],
	];
}

function spaced(text: string): string {
	return text.replaceAll('+', ' ');
}

// A percent sign that begins no escape is one, and escapes that are no text stay.
function decode(text: string): string {
	return text.replace(ESCAPES, (escapes) => {
		try {
			return decodeURIComponent(escapes);
		} catch {
			return escapes;
		}
	});
}

function asItStands(text: string): string {
	const encoded = text.replace(NOT_AS_IT_STANDS, (character) =>
		[...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
	);
	return encoded.replace(ESCAPES, (escapes) => escapes.toUpperCase());
}
