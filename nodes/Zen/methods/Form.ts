import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { InputError, LONGEST } from '../../zen-client';
import type { JsonObject, PrecalculationQuery, Zen } from '../../zen-client';
import { accountField, readAccount, withAccounts } from '../fields/account';
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
	 * @throws InputError that names the fields which are missing or wrong; ZenError
	 */
	async terms(zen: Zen): Promise<PrecalculationQuery> {
		const isOfAccount = (this.context.getCurrentNodeParameter('currency') ?? '') === '';
		const needed = NEEDED.filter((name) => name !== 'currency' || !isOfAccount);
		const missing = FIELDS.filter(({ name }) => needed.includes(name) && !this.text(name));
		if (missing.length > 0) {
			const labels = missing.map(({ displayName }) => displayName).join(', ');
			throw new InputError(
				'This list',
				`shows what ZEN offers for the very payment in this form. Fill in first: ${labels}. Where one of them is an expression, run the node before this one.`,
			);
		}
		return await this.read(zen, readTerms);
	}

	/** The ID of the account that was chosen; `undefined` when none was. @throws InputError */
	async accountId(zen: Zen): Promise<string | undefined> {
		return this.text('accountId') ? await this.read(zen, (input) => readAccount(input)) : undefined;
	}

	private async read<T>(zen: Zen, read: (input: ItemInput) => T): Promise<T> {
		const source = {
			getNodeParameter: (name: string, _index: number, unless: unknown) =>
				this.valueOf(name) ?? unless,
			getTimezone: () => this.context.getTimezone(),
		};
		const readFrom = (accounts?: JsonObject[]) =>
			read(new ItemInput(source, 0, FIELDS, { ids: zen.ids, accounts }));
		return await withAccounts(readFrom, async () => await zen.accounts());
	}

	private valueOf(name: string): unknown {
		const held: unknown = this.context.getCurrentNodeParameter(name);
		const value = typeof held === 'object' && held !== null && 'value' in held ? held.value : held;
		// An expression that the editor could not resolve.
		return typeof value === 'string' && value.startsWith('=') ? '' : value;
	}
}
