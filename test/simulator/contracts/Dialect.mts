import get from 'lodash/get.js';
import set from 'lodash/set.js';
import { parse } from 'lossless-json';
import type { Document } from 'openapi-backend';
import { type Answer, json } from '../http/answer.mts';
import type { Call } from '../http/contract.mts';
import { inDialect, type Operation, operationsOf } from './document.mts';
import type { Schema } from './forms.mts';
import { Schemas } from './Schemas.mts';
import type { OperationId, Variant } from './variant.mts';

type Fields = Record<string, unknown>;
type To = 'toTheirs' | 'toOurs';

const UUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** Translates between our contract and another one. */
export class Dialect {
	/** The other contract. Requests and answers are checked by it, so nothing of ours slips through. */
	readonly contract: Document;
	readonly schemas: Schemas;
	private readonly operations: Map<string, Operation>;

	/** @throws Error for a slip in the variant's table */
	constructor(
		ours: Document,
		readonly variant: Variant,
	) {
		this.schemas = new Schemas(ours, variant);
		this.operations = operationsOf(ours);
		this.contract = inDialect(ours, this.schemas, variant);
	}

	/** A request that fits the other contract, in our words. */
	call(id: string, { params, query, body, received }: Call): Call {
		const schema = this.bodySchema(id);
		return {
			params: this.parameters(id, 'path', params) as Record<string, string>,
			query: this.parameters(id, 'query', query),
			body: schema ? this.translated(schema, body, 'toOurs') : body,
			received,
		};
	}

	/** Our answer in the words of the other contract. What is no JSON stays as it is. */
	worded(answer: Answer): Answer {
		const { of: id, headers, status, body } = answer;
		if (!headers['content-type']?.startsWith('application/json') || body.length === 0) {
			return id && status < 400 ? this.withStatus(id, answer) : answer;
		}
		const ours = parse(body.toString());
		if (status >= 400) return { ...answer, body: json(this.error(ours, id)).body };
		const schema = id && this.answerSchema(id);
		if (!id || !schema) return answer;
		const envelope = this.variant.envelopes[id as OperationId];
		const whole = (one: unknown) => {
			const theirs = this.translated(schema, one, 'toTheirs');
			return envelope ? set({}, envelope, theirs) : theirs;
		};
		// A fault of the simulator puts an array around the whole, the envelope included.
		const isWrapped = Array.isArray(ours) && !this.schemas.resolved(schema).items;
		const theirs = isWrapped ? ours.map(whole) : whole(ours);
		return this.withStatus(id, { ...answer, body: json(theirs).body });
	}

	/** A value of one of our schemas in the words of the other contract. */
	named(schema: string, value: object): Fields {
		return this.translated(this.schemas.named(schema), value, 'toTheirs') as Fields;
	}

	/** An id as the other contract writes it. */
	theirId(id: string): string {
		return this.schemas.formOf('id', { format: 'uuid' })?.toTheirs(id) ?? id;
	}

	/** An id as our contract writes it. */
	ourId(id: string): string {
		return this.schemas.formOf('id', { format: 'uuid' })?.toOurs(id) ?? id;
	}

	private withStatus(id: string, answer: Answer): Answer {
		return { ...answer, status: this.variant.success[id as OperationId] ?? answer.status };
	}

	private error(ours: unknown, id: string | undefined): unknown {
		const message = get(ours, 'error.message') as unknown;
		if (id && typeof message === 'string')
			set(ours as object, 'error.message', this.told(id, message));
		return this.translated(this.schemas.named('Error'), ours, 'toTheirs');
	}

	/** A sentence of the bank's, with the names that a client of the other contract knows. */
	private told(id: string, message: string): string {
		const names = new Map<string, string>();
		for (const one of this.operations.get(id)?.parameters ?? []) {
			names.set(one.name, this.queryName(id, one.name));
		}
		const schema = this.bodySchema(id);
		if (schema) this.collect(schema, ['', ''], names);
		const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
		const known = new RegExp(`(?<![\\w.])(${longestFirst.join('|')})(?![\\w]|\\.\\w)`, 'g');
		const inTheirNames =
			names.size === 0 ? message : message.replace(known, (name) => names.get(name) ?? name);
		return inTheirNames.replace(UUID, (uuid) => this.theirId(uuid));
	}

	private collect(schema: Schema, [ours, theirs]: [string, string], names: Map<string, string>) {
		for (const place of this.schemas.places(schema) ?? []) {
			if (place.theirs === null) continue;
			const path: [string, string] = [ours + place.ours, theirs + place.theirs];
			names.set(...path);
			for (const word of (place.form?.schema({})['x-words'] ?? []) as string[]) {
				names.set(place.form?.toOurs(word) ?? word, word);
			}
			this.collect(place.schema, [`${path[0]}.`, `${path[1]}.`], names);
		}
	}

	private parameters(id: string, where: 'path' | 'query', values: Fields): Fields {
		const own = this.operations.get(id)?.parameters.filter((one) => one.in === where) ?? [];
		return Object.fromEntries(
			own.flatMap(({ name, schema }) => {
				const value = values[where === 'query' ? this.queryName(id, name) : name];
				if (value === undefined) return [];
				const form = this.schemas.formOf(name, schema);
				return [[name, form && typeof value === 'string' ? form.toOurs(value) : value]];
			}),
		);
	}

	private queryName(id: string, name: string): string {
		return this.variant.query[id as OperationId]?.[name] ?? name;
	}

	private bodySchema(id: string): Schema | undefined {
		return this.operations.get(id)?.body;
	}

	private answerSchema(id: string): Schema | undefined {
		return this.operations.get(id)?.answer;
	}

	private translated(schema: Schema, value: unknown, to: To): unknown {
		if (value === null || value === undefined) return value;
		if (Array.isArray(value)) {
			const { items = schema } = this.schemas.resolved(schema) as { items?: Schema };
			// A fault may put an array where none is expected.
			return value.map((one) => this.translated(items, one, to));
		}
		const places = typeof value === 'object' ? this.schemas.places(schema) : undefined;
		if (!places) return value;
		const result: Fields = {};
		for (const { ours, theirs, schema: inner, form } of places) {
			if (theirs === null) continue;
			const [from, at] = to === 'toTheirs' ? [ours, theirs] : [theirs, ours];
			const found = get(value, from) as unknown;
			if (found === undefined) continue;
			const written = form && typeof found === 'string' ? form[to](found) : found;
			set(result, at, form ? written : this.translated(inner, found, to));
		}
		return result;
	}
}
