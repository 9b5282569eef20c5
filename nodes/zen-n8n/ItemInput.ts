import { DateTime } from 'luxon';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import {
	asChoice,
	asFlag,
	InputError,
	isNothing,
	isObject,
	LONGEST,
	MoneyError,
	only,
	parseAmount,
	quoted,
	refusalOfLength,
} from '../zen-client';
import type { IdKind, Ids, JsonObject, Money } from '../zen-client';
import { refusalOf } from './payingText';
import type { PayingKind } from './payingText';
import type { FieldSource } from './fieldSource';
import { dateTimeOf } from './dateTimeOf';
import { refusalOfDate } from './refusalOfDate';
import { refusalOfParts } from './templateParts';

const YIELDS_NOTHING =
	'yields nothing. Check the expression in it, or leave the field empty if that is meant.';

/**
 * Reads one item's fields. Every complaint is an InputError that names the field by its label.
 * A field within a collection is named with a point: `options.chargeType`.
 */
export class ItemInput {
	readonly ids: Ids;
	/** As ZEN lists them, once they were asked for. */
	readonly accounts?: JsonObject[];

	constructor(
		private readonly context: FieldSource,
		private readonly index: number,
		private readonly fields: INodeProperties[],
		{ ids, accounts }: { ids: Ids; accounts?: JsonObject[] },
	) {
		this.ids = ids;
		this.accounts = accounts;
	}

	/**
	 * The value as it is. Text that is too long is refused before anybody looks into it.
	 *
	 * @param unless what stands for a field that is not there
	 */
	raw(name: string, unless: unknown = '', longest: number = LONGEST.text): unknown {
		const value = this.held(name, unless);
		const refusal = typeof value === 'string' && refusalOfLength(value, longest);
		if (refusal) throw this.error(name, refusal);
		return value;
	}

	/**
	 * Text without the white space around it; empty when nothing was filled in. An expression that yields
	 * nothing is refused, as it would pass for that.
	 */
	text(name: string, longest?: number): string {
		const value = this.raw(name, '', longest);
		if (value !== '' && isNothing(value)) throw this.error(name, YIELDS_NOTHING);
		return this.plain(name, value);
	}

	requiredText(name: string, unless = '', longest?: number): string {
		const text = this.plain(name, this.raw(name, unless, longest) ?? '');
		if (!text) throw this.error(name, 'is empty. Fill it in, or check the expression in it.');
		return text;
	}

	/** Text that identifies or pays, as it was typed. See {@link refusalOf} for what is not taken. */
	payingText(name: string, kind: PayingKind, longest?: number): string {
		const value = this.raw(name, '', longest);
		const refusal = refusalOf(value, kind) ?? refusalOfParts(this.context, this.index, name, kind);
		if (refusal) throw this.error(name, refusal);
		return String(value).trim();
	}

	/** An ID as ZEN is sent it. Checked here, since ZEN is said to answer 500 to a malformed one. */
	id(name: string, kind: IdKind, held: unknown = this.requiredText(name, '', LONGEST.value)) {
		const id = this.ids.read(kind, held);
		if (id !== undefined) return id;
		const wrong = `holds ${quoted(held)}, which is no ID of ZEN's`;
		throw this.error(name, `${wrong}. Expected is ${this.ids.expected(kind)}.`);
	}

	/**
	 * Yes or no. An expression that yields neither is refused, never taken for a no.
	 *
	 * @param unless for a field that is not there
	 */
	flag(name: string, unless: boolean | '' = ''): boolean {
		const value = this.raw(name, unless);
		const yes = asFlag(value);
		if (yes !== undefined) return yes;
		const held = isNothing(value) ? 'yields nothing' : `holds ${quoted(value)}`;
		throw this.error(name, `${held}. Expected is true or false: check the expression in it.`);
	}

	/** One of some values, in any spelling that leaves no doubt. @param unless for a field that is not there */
	choice<T extends string>(name: string, known: readonly T[], unless: T | '' = ''): T {
		const text = this.requiredText(name, unless);
		const found = asChoice(text, known);
		if (found !== undefined) return found;
		throw this.error(name, `holds ${quoted(text)}. Expected is one of: ${known.join(', ')}.`);
	}

	/** At least one of some values; see {@link choice}. */
	choices<T extends string>(name: string, known: readonly T[]): T[] {
		const held = [this.raw(name)].flat();
		const found = held.map((one) => (typeof one === 'string' ? asChoice(one, known) : undefined));
		const [odd] = held.filter((_one, place) => found[place] === undefined);
		if (held.length > 0 && !found.includes(undefined)) return found as T[];
		const what = isNothing(odd) ? 'is empty' : `holds ${quoted(odd)}`;
		throw this.error(name, `${what}. Expected is at least one of: ${known.join(', ')}.`);
	}

	/**
	 * Reads a field that may be added to a collection; `undefined` only where it was not added. Once
	 * added it has to hold something: a limit whose expression yields nothing must not mean no limit.
	 *
	 * @param name with the collection's before it: `options.limitPerRun`
	 */
	ifAdded<T>(name: string, read: (name: string) => T): T | undefined {
		const [collection = '', field = ''] = name.split('.');
		const added = this.raw(collection, {});
		if (!isObject(added)) {
			throw this.error(collection, 'yields no fields. Add them one by one in the form.');
		}
		if (!Object.hasOwn(added, field)) return undefined;
		if (isNothing(this.held(name))) {
			throw this.error(
				name,
				'was added but yields nothing. Fill it in, check the expression in it, or remove it.',
			);
		}
		return read(name);
	}

	/** A whole number that is at least `least`. */
	count(name: string, least: number): number {
		const text = this.requiredText(name, '', LONGEST.value);
		if (!/^\d+$/.test(text) || Number(text) < least) {
			throw this.error(name, `holds ${quoted(text)}. Expected is a whole number from ${least}.`);
		}
		return Number(text);
	}

	/** An ISO 4217 code in capital letters. */
	currency(name: string): string {
		const text = this.requiredText(name, '', LONGEST.value).toUpperCase();
		this.asMoney(name, () => parseAmount('1', text));
		return text;
	}

	/** Whether nothing, and no expression either, was filled in. */
	isLeftEmpty(name: string): boolean {
		return this.context.getNodeParameter(name, this.index, '', { rawExpressions: true }) === '';
	}

	/** An amount above zero with the currency's decimals. */
	amount(name: string, currency: string): Money {
		return this.asMoney(name, () => parseAmount(this.raw(name, '', LONGEST.value), currency));
	}

	/**
	 * A calendar day as `yyyy-MM-dd`, or `undefined` when nothing was filled in. Text without a time
	 * is taken as it stands; a point in time is the day it falls on in the workflow's time zone.
	 */
	day(name: string): string | undefined {
		const value = this.raw(name, '', LONGEST.value);
		if (value === undefined || value === null) throw this.error(name, YIELDS_NOTHING);
		if (value === '') return undefined;
		const refusal = refusalOfDate(value);
		if (refusal) throw this.error(name, refusal);
		const day = dateTimeOf(value, this.context.getTimezone())?.toISODate();
		if (day) return day;
		const advice = 'Write it as 2026-09-30, or use a date from an expression.';
		throw this.error(name, `holds ${quoted(value)}, which is no date. ${advice}`);
	}

	/** The day that it is in the workflow's time zone, `yyyy-MM-dd`. */
	today(): string {
		return DateTime.now().setZone(this.context.getTimezone()).toISODate()!;
	}

	/** The texts of some fields as they begin, to tell this item from others; it refuses none. */
	identity(names: string[]): IDataObject {
		const texts = names.map((name) => {
			const value = this.held(name);
			const isText = !isNothing(value) && typeof value !== 'object';
			return [name, isText ? String(value).trim().slice(0, LONGEST.text) : ''];
		});
		return Object.fromEntries(texts) as IDataObject;
	}

	error(name: string, problem: string): InputError {
		return new InputError(this.label(name), problem);
	}

	private held(name: string, unless: unknown = ''): unknown {
		// Asked for on a field of a collection that shows only beside another one, n8n does not find it.
		const extractValue = this.path(name).at(-1)?.type === 'resourceLocator';
		return this.context.getNodeParameter(name, this.index, unless, { extractValue });
	}

	private plain(name: string, value: unknown): string {
		if (typeof value !== 'object') return String(value).trim();
		throw this.error(name, 'holds an object where text is expected. Pick one of its fields.');
	}

	/** What is read as money. @throws InputError in place of a MoneyError */
	asMoney<T>(name: string, read: () => T): T {
		try {
			return read();
		} catch (error) {
			throw this.error(name, only(MoneyError, error).message);
		}
	}

	private label(name: string): string {
		return this.path(name).at(-1)?.displayName ?? name;
	}

	/** The field of a name, after those that hold it, as far as they are known. */
	private path(name: string): INodeProperties[] {
		const path: INodeProperties[] = [];
		let fields: INodeProperties[] = this.fields;
		for (const part of name.split('.')) {
			const field = fields.find((candidate) => candidate.name === part);
			if (!field) break;
			path.push(field);
			fields = (field.options ?? []) as INodeProperties[];
		}
		return path;
	}
}
