import { DateTime } from 'luxon';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { InputError, MoneyError, only, parseAmount } from '../zen-client';
import type { Money } from '../zen-client';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Where fields are read from: n8n's context of an execution, or a form that is open in the editor. */
export interface FieldSource {
	getNodeParameter(
		name: string,
		index: number,
		fallback: string,
		options: { extractValue: boolean },
	): unknown;
	getTimezone(): string;
}

/**
 * Reads one item's fields. Every complaint is an InputError that names the field by its label.
 * A field within a collection is named with a point: `options.chargeType`.
 */
export class ItemInput {
	constructor(
		private readonly context: FieldSource,
		private readonly index: number,
		private readonly fields: INodeProperties[],
	) {}

	/** The value as it is; an empty string for an optional field that was not added. */
	raw(name: string): unknown {
		return this.context.getNodeParameter(name, this.index, '', { extractValue: true });
	}

	/** Text without the white space around it; empty when nothing was filled in. */
	text(name: string): string {
		const value = this.raw(name);
		if (value === undefined || value === null) return '';
		if (typeof value === 'object') {
			throw this.error(name, 'holds an object where text is expected. Pick one of its fields.');
		}
		return String(value).trim();
	}

	requiredText(name: string): string {
		const text = this.text(name);
		if (!text) throw this.error(name, 'is empty. Fill it in, or check the expression in it.');
		return text;
	}

	/** An id. Checked here, since ZEN was seen to answer 500 to a malformed one. */
	uuid(name: string): string {
		const text = this.requiredText(name);
		if (!UUID.test(text)) {
			throw this.error(
				name,
				`holds "${text}", which is no ID of ZEN's. Expected is a UUID such as 123e4567-e89b-12d3-a456-426614174000.`,
			);
		}
		return text.toLowerCase();
	}

	flag(name: string): boolean {
		return this.raw(name) === true || this.raw(name) === 'true';
	}

	/** A whole number that is at least `least`. */
	count(name: string, least: number): number {
		const text = this.requiredText(name);
		if (!/^\d+$/.test(text) || Number(text) < least) {
			throw this.error(name, `holds "${text}". Expected is a whole number from ${least}.`);
		}
		return Number(text);
	}

	/** An ISO 4217 code in capital letters. */
	currency(name: string): string {
		const text = this.requiredText(name).toUpperCase();
		this.asMoney(name, () => parseAmount('1', text));
		return text;
	}

	/** An amount above zero as a decimal string with the currency's decimals. */
	amount(name: string, currency: string): Money {
		return this.asMoney(name, () => parseAmount(this.raw(name), currency));
	}

	/**
	 * A calendar day as `yyyy-MM-dd`, or `undefined` when nothing was filled in. Text without a time
	 * is taken as it stands; a point in time is the day it falls on in the workflow's time zone.
	 */
	day(name: string): string | undefined {
		const value = this.raw(name);
		if (value === undefined || value === null || value === '') return undefined;
		const date = this.toDateTime(value);
		if (!date?.isValid) {
			throw this.error(
				name,
				`holds "${String(value)}", which is no date. Write it as 2026-09-30, or use a date from an expression.`,
			);
		}
		return date.toISODate()!;
	}

	/** The day that it is in the workflow's time zone, `yyyy-MM-dd`. */
	today(): string {
		return DateTime.now().setZone(this.context.getTimezone()).toISODate()!;
	}

	/** The texts of some fields as they are, to tell this item from others. */
	identity(names: string[]): IDataObject {
		return Object.fromEntries(names.map((name) => [name, this.text(name)]));
	}

	error(name: string, problem: string): InputError {
		return new InputError(this.label(name), problem);
	}

	private toDateTime(value: unknown): DateTime | undefined {
		if (DateTime.isDateTime(value)) return value;
		const zone = this.context.getTimezone();
		if (value instanceof Date) return DateTime.fromJSDate(value, { zone });
		if (typeof value === 'number') return DateTime.fromMillis(value, { zone });
		return typeof value === 'string' ? DateTime.fromISO(value.trim(), { zone }) : undefined;
	}

	private asMoney<T>(name: string, read: () => T): T {
		try {
			return read();
		} catch (error) {
			throw this.error(name, only(MoneyError, error).message);
		}
	}

	private label(name: string): string {
		let fields: INodeProperties[] = this.fields;
		let label = name;
		for (const part of name.split('.')) {
			const field = fields.find((candidate) => candidate.name === part);
			if (!field) break;
			label = field.displayName;
			fields = (field.options ?? []) as INodeProperties[];
		}
		return label;
	}
}
