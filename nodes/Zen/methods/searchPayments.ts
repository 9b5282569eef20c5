import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { only, ZenError } from '../../zen-client';
import type { JsonObject, Zen } from '../../zen-client';
import { simplifyPayment } from '../../zen-n8n/simplify';
import { Form } from './Form';
import { labelOf } from './labelOf';
import { NewestPayments } from './NewestPayments';
import type { Question } from '../../zen-n8n/search';

const SHOWN = 50;
const MOST_SCANNED = 2_000;
// What is shorter may as well be an amount or a day.
const SHORTEST_ID = 16;

/** Payments, the newest first: of the account in the form, else of all accounts. */
export async function searchPayments(question: Question): Promise<INodeListSearchResult> {
	const { zen, context, token, matches } = question;
	const id = zen.ids.read('payment', question.wanted);
	if (id !== undefined && id.length >= SHORTEST_ID) return await byId(zen, id);
	const account = await new Form(context).accountId(zen);
	const accountIds = account
		? [account]
		: (await zen.accounts()).map(({ accountId }) => String(accountId));
	const payments = new NewestPayments(zen, accountIds, token);
	const results: INodeListSearchItems[] = [];
	for (let scanned = 0; scanned < MOST_SCANNED && results.length < SHOWN; scanned++) {
		const payment = await payments.take();
		if (!payment) return { results };
		if (matches(...textsOf(payment))) results.push(toListItem(payment));
	}
	return { results, paginationToken: payments.token() };
}

async function byId(zen: Zen, id: string): Promise<INodeListSearchResult> {
	return await zen
		.payment(id)
		.then((payment) => ({ results: [toListItem(payment)] }))
		.catch((error) => {
			if (only(ZenError, error).status === 404) return { results: [] };
			throw error;
		});
}

function toListItem(payment: JsonObject): INodeListSearchItems {
	const { paymentId, direction, createdAt } = simplifyPayment(payment);
	const way = direction === null ? undefined : String(direction).toLowerCase();
	return { name: labelOf(String(paymentId), createdAt, way), value: String(paymentId) };
}

/** What a payment is found by, more than is shown of it. */
function textsOf(payment: JsonObject): unknown[] {
	const { amount, currency, counterpartyName, title, status } = simplifyPayment(payment);
	const found = [`${amount} ${currency}`, counterpartyName, title, status];
	return [...found, toListItem(payment).name];
}
