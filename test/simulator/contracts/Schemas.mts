import type { Document } from 'openapi-backend';
import { type Form, idForm, OPAQUE, type Schema, wordsForm } from './forms.mts';
import type { Names, Variant } from './variant.mts';

const SCHEMAS = '#/components/schemas/';

/** A field of ours and where it stands in the other contract. */
export interface Place {
	ours: string;
	/** Null when the other contract has no such field. */
	theirs: string | null;
	schema: Schema;
	required: boolean;
	/** How its value is written there; the same as ours when absent. */
	form: Form | undefined;
}

/** The schemas of our contract, each with the places of its fields in another one. */
export class Schemas {
	private readonly known = new Map<Schema, Place[]>();

	constructor(
		private readonly contract: Document,
		private readonly variant: Variant,
	) {}

	get names(): string[] {
		return Object.keys(this.contract.components?.schemas ?? {});
	}

	named(name: string): Schema {
		const found = this.contract.components?.schemas?.[name];
		if (!found) throw new Error(`The contract has no schema ${name}`);
		return found as Schema;
	}

	/** The schema behind references and behind "or null". */
	resolved(schema: Schema): Schema {
		const { $ref, oneOf } = schema as { $ref?: string; oneOf?: Schema[] };
		const next = $ref ? this.named($ref.slice(SCHEMAS.length)) : oneOf?.[0];
		return next ? this.resolved(next) : schema;
	}

	/** The places of an object's fields; undefined for what is no object. @throws Error for a slip in the table */
	places(schema: Schema): Place[] | undefined {
		const found = this.resolved(schema);
		const known = this.known.get(found);
		if (known) return known;
		if (!found.properties && !found.allOf) return undefined;
		const titles = this.titlesOf(found);
		const names = Object.assign({}, ...titles.map((title) => this.variant.fields[title])) as Names;
		const places = this.placesIn(found, { names, titles, prefix: '', required: true });
		const [title] = titles.slice(-1);
		const unknown = Object.keys(names).filter((name) => !places.some(({ ours }) => ours === name));
		if (unknown.length > 0) throw new Error(`${title} has no field ${unknown.join(', ')}`);
		this.known.set(found, places);
		return places;
	}

	/** How the value of a parameter is written. */
	formOf(name: string, schema: Schema): Form | undefined {
		if (/(^|\.)lastEntryId$/.test(name)) {
			if (this.variant.cursors === 'opaque') return OPAQUE;
			return this.idForm;
		}
		return schema.format === 'uuid' ? this.idForm : undefined;
	}

	private get idForm(): Form | undefined {
		return this.variant.ids && idForm(this.variant.ids);
	}

	private placesIn(
		schema: Schema,
		at: { names: Names; titles: string[]; prefix: string; required: boolean },
	): Place[] {
		const { properties, required } = this.merged(schema);
		return Object.entries(properties).flatMap(([name, one]) => {
			const ours = at.prefix + name;
			const isRequired = at.required && required.has(name);
			const leadsOn = Object.keys(at.names).some((key) => key.startsWith(`${ours}.`));
			if (leadsOn) {
				const inner = { ...at, prefix: `${ours}.`, required: isRequired };
				return this.placesIn(this.resolved(one), inner);
			}
			const named = at.names[ours];
			const theirs = named === undefined ? ours : named;
			const words = at.titles.map((title) => this.variant.words[`${title}.${ours}`]).find(Boolean);
			const form = words ? wordsForm(words) : this.formOf(ours, one);
			return [{ ours, theirs, schema: one, required: isRequired, form }];
		});
	}

	private merged(schema: Schema): { properties: Record<string, Schema>; required: Set<string> } {
		const parts = ((schema.allOf ?? []) as Schema[]).map((part) =>
			this.merged(this.resolved(part)),
		);
		return {
			properties: Object.assign(
				{},
				...parts.map(({ properties }) => properties),
				schema.properties,
			) as Record<string, Schema>,
			required: new Set([
				...parts.flatMap(({ required }) => [...required]),
				...((schema.required ?? []) as string[]),
			]),
		};
	}

	/** The names under which the table may speak of a schema: those of its parts, then its own. */
	private titlesOf(schema: Schema): string[] {
		const parts = ((schema.allOf ?? []) as Schema[]).map((part) => this.resolved(part));
		const own = this.names.filter((name) => this.contract.components?.schemas?.[name] === schema);
		return [...parts.flatMap((part) => this.titlesOf(part)), ...own];
	}
}
