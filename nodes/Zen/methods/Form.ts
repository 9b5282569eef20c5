import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { InputError, LONGEST } from '../../zen-client';
import type { Ids, PrecalculationQuery } from '../../zen-client';
import { accountField } from '../fields/account';
import { amountFields } from '../fields/amount';
import { countryOf } from '../fields/accountNumber';
import { destinationFields } from '../fields/destination';
import { readTerms } from '../fields/terms';
import { ItemInput } from '../../zen-n8n/ItemInput';

const FIELDS = [accountField, ...amountFields, ...destinationFields];
const NEEDED = ['accountId', 'amount', 'currency', 'receiverAccountNumber'];

/** The fields of the node that is open in the editor. */
export class Form {
	constructor(private readonly context: ILoadOptionsFunctions) {}

	/** A field's text; empty when it holds nothing, too much, or an expression that has no value yet. */
	text(name: string): string {
		const value = this.valueOf(name);
		const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		return text.length <= LONGEST.text ? text : '';
	}

	/** The receiver's country as far as it can be told; empty when it cannot. */
	country(): string {
		const country = this.text('receiverDetails.country').toUpperCase();
		return country || countryOf(this.text('receiverAccountNumber'));
	}

	/**
	 * The payment that was filled in so far.
	 *
	 * @throws InputError that names the fields which are missing or wrong
	 */
	terms(ids: Ids): PrecalculationQuery {
		const missing = FIELDS.filter(({ name }) => NEEDED.includes(name) && !this.text(name));
		if (missing.length > 0) {
			const labels = missing.map(({ displayName }) => displayName).join(', ');
			throw new InputError(
				'This list',
				`shows what ZEN offers for the very payment in this form. Fill in first: ${labels}. Where one of them is an expression, run the node before this one.`,
			);
		}
		const source = {
			getNodeParameter: (name: string, _index: number, unless: unknown) =>
				this.valueOf(name) ?? unless,
			getTimezone: () => this.context.getTimezone(),
		};
		return readTerms(new ItemInput(source, 0, FIELDS, ids));
	}

	private valueOf(name: string): unknown {
		const held: unknown = this.context.getCurrentNodeParameter(name);
		const value = typeof held === 'object' && held !== null && 'value' in held ? held.value : held;
		// An expression that the editor could not resolve.
		return typeof value === 'string' && value.startsWith('=') ? '' : value;
	}
}
