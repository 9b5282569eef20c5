import type { PrecalculationQuery } from '../../zen-client';
import type { ItemInput } from '../../zen-n8n/ItemInput';
import { readAccount } from './account';
import { currencyOf, typedCurrency } from './amount';
import { readDestination } from './destination';

/**
 * What a payment is to be worked out for, from the fields of account, amount and receiver.
 *
 * @throws InputError
 */
export function readTerms(input: ItemInput): PrecalculationQuery {
	const typed = typedCurrency(input);
	const accountId = readAccount(input, 'accountId', typed);
	const { value, currency } = input.amount('amount', typed ?? currencyOf(input, accountId));
	const { accountNumber, bic, country } = readDestination(input);
	return {
		accountId,
		amount: value,
		currency,
		receiverAccountNumber: accountNumber,
		receiverBic: bic,
		receiverCountry: country,
	};
}
