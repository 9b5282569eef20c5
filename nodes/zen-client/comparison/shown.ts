import { isCurrency } from '../currencies';
import type { Json } from '../json';
import { isObject } from '../json';

/** What a value is, without saying it. */
export type Kind =
	| 'id'
	| 'text'
	| 'word'
	| 'time'
	| 'currency'
	| 'amount'
	| 'boolean'
	| 'list'
	| 'cursor';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/;
const DECIMAL = /^[+-]?\d+(\.\d+)?$/;
const CURRENCY = /^[A-Z]{3}$/;

const isText = (value: Json) => typeof value === 'string';
const matches = (form: RegExp) => (value: Json) => isText(value) && form.test(String(value));
const isAmount = (value: Json) => typeof value === 'number' || matches(DECIMAL)(value);

const isWord = (value: Json) => isText(value) && !UUID.test(String(value)) && !matches(TIME)(value);

/** Whether a value can be one of that kind. */
export const FITS: Record<Kind, (value: Json) => boolean> = {
	id: matches(UUID),
	text: (value) => typeof value === 'number' || isWord(value),
	word: isWord,
	time: matches(TIME),
	currency: (value) => matches(CURRENCY)(value) && isCurrency(String(value)),
	amount: isAmount,
	boolean: (value) => typeof value === 'boolean',
	list: Array.isArray,
	cursor: isText,
};

/** How a kind is called in messages. */
export const CALLED: Record<Kind, string> = {
	...{
		id: 'an ID',
		text: 'a text',
		word: 'a word',
		time: 'a time with its zone',
		currency: 'a currency code',
	},
	...{ amount: 'a decimal', boolean: 'true or false', list: 'a list', cursor: 'a text' },
};

/** The form of a value: nothing that could be read back from it. */
export function formOf(value: Json): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return `list of ${value.length}`;
	if (isObject(value)) return `object with ${Object.keys(value).length} names`;
	if (typeof value === 'boolean') return CALLED.boolean;
	const text = String(value);
	const places = text.split('.')[1]?.length ?? 0;
	if (isAmount(value)) {
		return `${typeof value === 'number' ? 'number' : 'decimal text'} with ${places} places`;
	}
	if (UUID.test(text)) return 'UUID';
	if (TIME.test(text)) return text.endsWith('Z') ? 'time in UTC' : 'time with a zone';
	return CURRENCY.test(text) ? 'text of 3 capitals' : `text of ${text.length} characters`;
}

/** A name in ZEN's answer. What could be a value, such as an account number that a list is sorted by, is not said. */
export function nameShown(name: string): string {
	const isName = name
		.split('.')
		.every((part) => /^[A-Za-z_$@][A-Za-z_$-]{0,39}\d{0,2}$/.test(part));
	return isName ? name : `(name of ${name.length} characters)`;
}

// What codes and names of fields are made of. A word that is none of these may be a person's.
const WORDS = new Set(
	`access account accounts allowed already amount api auth authentication authorization available bad balance
	bank bic body booked business cancelled card cert certificate channel charge client code conflict confirmation
	country created currency cursor customer date day debit credit declined denied detail details disabled draft
	duplicate duplicated empty end entity entry error exceeded exists expired external failed failure field file
	forbidden format found from funds gateway general header history iban id identifier illegal in incorrect insufficient internal
	invalid is key last length limit list locked long malformed max maximum message meta method min minimum missing mismatch
	name no not number of offset operation order out page parameter param parse path payload payment payments pending
	permission permissions policy purpose query quota rate reached read reason receiver recipient ref reference
	rejected request requests required resource response retry right rights role scope security sender server service session short signature size
	status submitted support supported temporarily time timeout title to token too transaction transactions transfer transfers type
	unauthenticated unauthorised unauthorized unavailable unexpected unknown unprocessable unsupported user validation
	value violation wallet with write wrong`.split(/\s+/),
);

// As programs write names: wallet_id, accountId. No word of a sentence is written so.
// Nor is one a part of an address.
const PROGRAM_NAME = /(?<![\w@.+-])[a-z]+(?:_[a-z]+|[A-Z][a-z]+)+(?![\w@+-]|\.\w)/g;
const CODE = /^(?=.{1,60}$)[A-Z]+(_[A-Z]+)*$/;

/** Whether each word of a name is one of those that codes and fields are made of. */
function isPlain(name: string): boolean {
	const words = CODE.test(name) ? name.split('_') : (name.match(/[A-Z]?[a-z]+/g) ?? []);
	return words.every((word) => WORDS.has(word.toLowerCase()));
}

/** What ZEN says of an error, without its words: a code as it is, and which fields are named. */
export function redacted(text: string): string {
	if (CODE.test(text) && isPlain(text)) return text;
	const found = (text.match(PROGRAM_NAME) ?? []).filter(isPlain);
	const names = [...new Set(found)].slice(0, 5);
	const naming = names.length > 0 ? ` that names ${names.join(', ')}` : '';
	return `(a text of ${text.length} characters${naming})`;
}
