import { json } from '../http/answer.mts';
import type { Call, Operations } from '../http/contract.mts';
import type { Desk } from './index.mts';

export function accountOperations({ bank }: Desk) {
	return {
		listAccounts: () => json(bank().accounts.map((account) => account.answer())),
		getAccount: ({ params }: Call) =>
			json(
				bank()
					.mustHave(params.accountId ?? '')
					.answer(),
			),
	} satisfies Operations;
}
