import type { INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { only, ZenError } from '../../zen-client';
import type { JsonObject, Zen } from '../../zen-client';
import { simplifyPayment } from '../../zen-n8n/simplify';
import { Form } from './Form';
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
	const account = new Form(context).text('accountId');
	const accountIds = account
		? [account]
		: (await zen.accounts()).map(({ accountId }) => String(accountId));
	const payments = new NewestPayments(zen, accountIds, token);
	const results: INodeListSearchItems[] = [];
	for (let scanned = 0; scanned < MOST_SCANNED && results.length < SHOWN; scanned++) {
		const payment = await payments.take();
		if (!payment) return { results };
		const item = toListItem(payment);
		if (matches(item.name)) results.push(item);
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
	const { paymentId, status, direction, amount, currency, counterpartyName, title, createdAt } =
		simplifyPayment(payment);
	const day = String(createdAt ?? '').slice(0, 10);
	const sign = direction === 'INCOMING' ? '+' : '−';
	const about = [counterpartyName, title].filter(Boolean).join(' · ');
	// The list is narrow, and what is cut off at the end should not be that a payment was rejected.
	const state = status === 'SETTLED' ? '' : ` (${inWords(status)})`;
	return {
		name: `${day} ${sign}${amount} ${currency}${state} — ${about}`,
		value: String(paymentId),
	};
}

function inWords(status: unknown): string {
	return String(status ?? 'status not told')
		.toLowerCase()
		.replaceAll('_', ' ');
}
