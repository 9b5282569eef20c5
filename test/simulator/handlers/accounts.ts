import { json } from '../http/answer';
import type { Call, Operations } from '../http/contract';
import type { Desk } from '.';

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
