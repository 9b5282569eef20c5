import { expect, it } from 'vitest';
import { toStatedAccount } from '../../nodes/Zen/statement/statedAccount';

it('an account is stated by its IBAN, however ZEN groups it', () => {
	const numbers = ['12345678', 'MT84\u00a0MALT 0110 0001 2345 MTLC AST0 01S'];
	const accountNumbers = numbers.map((accountNumber) => ({ accountNumber }));
	const { accountNumber } = toStatedAccount({ currencyCode: 'EUR', accountNumbers }, 'id');
	expect(accountNumber).toBe('MT84MALT011000012345MTLCAST001S');
});
