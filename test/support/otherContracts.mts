import type { ContractName } from '../simulator/index.mts';

/**
 * What a user types into Contract Corrections (JSON) who holds the page of another contract of the
 * simulator, `test/simulator/contracts/*.md`. It is typed from there by hand: nothing is taken from the
 * tables that the simulator speaks by.
 */
export const CORRECTIONS: Record<ContractName, object> = { flat: flat(), nested: nested() };

/** As it stands in the credential. */
export const correctionsFor = (name: ContractName) => ({
	contractCorrections: JSON.stringify(CORRECTIONS[name]),
});

function flat() {
	const order = {
		...{ accountId: 'wallet_id', externalId: 'client_ref', title: 'details' },
		...{ 'amount.value': 'sum', 'amount.currency': 'ccy' },
		...{ channel: 'rail', chargeType: 'fee_plan', purposeCode: 'purpose' },
	};
	const receiver = {
		...{ 'receiver.name': 'payee_name', 'receiver.country': 'payee_country' },
		...{ 'receiver.accountNumber': 'payee_account', 'receiver.bic': 'payee_bank' },
	};
	const { accountId, externalId, title, ...rest } = order;
	return {
		accounts: { path: '/v2/wallets', list: 'items' },
		account: {
			path: '/v2/wallets/{id}',
			fields: {
				...{ accountId: 'wallet_id', productName: 'product', currencyCode: 'ccy' },
				...{ balance: 'booked', availableBalance: 'spendable', alias: 'label' },
				accountNumbers: 'numbers',
			},
			numbers: {
				...{ accountNumber: 'number', accountType: 'number_type', bic: 'bank' },
				...{ routingCode: 'routing', routingCodeType: 'routing_type' },
			},
		},
		precalculation: {
			path: '/v2/quotes',
			query: {
				...{ accountId: 'wallet_id', amount: 'sum', currency: 'ccy' },
				...{ receiverAccountNumber: 'payee_account', receiverBic: 'payee_bank' },
				receiverCountry: 'payee_country',
			},
			fields: {
				...{ channels: 'rails', channel: 'rail', chargeTypes: 'fee_plans' },
				...{ chargeType: 'fee_plan', fees: 'costs' },
				...{ 'limits.min.value': 'least_sum', 'limits.min.currency': 'least_ccy' },
				...{ 'limits.max.value': 'most_sum', 'limits.max.currency': 'most_ccy' },
			},
		},
		purposeCodes: {
			path: '/v2/purposes',
			list: 'items',
			query: { currency: 'ccy', country: 'payee_country' },
			fields: { code: 'purpose', description: 'meaning' },
		},
		createPayment: {
			path: '/v2/transfers',
			body: {
				...order,
				...receiver,
				...{ 'receiver.type': 'payee_type', 'receiver.address.line1': 'payee_street' },
				...{ 'receiver.address.city': 'payee_city', 'receiver.address.postcode': 'payee_zip' },
			},
		},
		payment: {
			path: '/v2/transfers/{id}',
			fields: {
				...{ id: 'transfer_id', externalId, title, ...rest },
				...{ createdAt: 'created_on', lastModifiedAt: 'changed_on', bookedAt: 'posted_on' },
				...{ status: 'state', direction: 'side', transactionType: 'kind' },
				...{ senderFees: 'payer_fees', receiverFees: 'payee_fees' },
				...{ 'sender.name': 'payer_name', 'sender.country': 'payer_country' },
				...{ 'sender.accountNumber': 'payer_account', 'sender.bic': 'payer_bank' },
				...receiver,
			},
			fees: {
				...{ 'amount.value': 'sum', 'amount.currency': 'ccy' },
				...{ name: 'fee_name', type: 'fee_type' },
			},
		},
		history: {
			path: '/v2/transfers/search',
			query: {
				...{ accountId: 'wallet_id', bookedAtFrom: 'posted_since', bookedAtTo: 'posted_until' },
				...{ limit: 'page_size', cursor: 'page' },
			},
			...{ list: 'items', next: 'next_page', more: 'has_more' },
			...{ sortedBy: 'sort_field', sortDirection: 'sort_order' },
		},
		confirmation: { path: '/v2/transfers/{id}/receipt' },
		createDraft: { path: '/v2/proposals' },
		drafts: { path: '/v2/proposals' },
		draft: { path: '/v2/proposals/{id}', fields: { id: 'proposal_id', accountId } },
		deleteDraft: { path: '/v2/proposals/{id}' },
		statuses: { settled: ['completed'], inProgress: ['pending'], rejected: ['declined'] },
		directions: { in: ['credit'], out: ['debit'] },
		notification: {
			...{ paymentId: 'transfer_id', externalId, direction: 'side' },
			...{ transactionStatus: 'state', accountId },
		},
		error: { code: 'error_code', message: 'error_text' },
	};
}

function nested() {
	const money = { 'amount.value': 'money.quantity', 'amount.currency': 'money.unit' };
	const order = {
		externalId: 'order.customerReference',
		title: 'order.remittance',
		...money,
		channel: 'routing.scheme',
	};
	const party = (ours: string, theirs: string) => ({
		[`${ours}.name`]: `${theirs}.fullName`,
		[`${ours}.country`]: `${theirs}.residence`,
		[`${ours}.accountNumber`]: `${theirs}.account.number`,
		[`${ours}.bic`]: `${theirs}.account.bank`,
	});
	const times = { createdAt: 'timeline.recorded', lastModifiedAt: 'timeline.touched' };
	const drafted = {
		accountId: 'debtor.fundingAccount',
		chargeType: 'routing.costs',
		purposeCode: 'order.purpose',
	};
	return {
		ids: { account: 'N{HEX}', payment: 'N{HEX}' },
		accounts: { path: '/banking/3/funding-accounts', list: 'payload.accounts' },
		account: {
			path: '/banking/3/funding-accounts/{id}/details',
			inside: 'payload',
			fields: {
				...{ accountId: 'identity.fundingAccount', productName: 'identity.product' },
				...{ currencyCode: 'funds.unit', balance: 'funds.total', availableBalance: 'funds.free' },
				...{ alias: 'identity.nickname', accountNumbers: 'identity.numbers' },
			},
			numbers: {
				...{ accountNumber: 'number', accountType: 'standard', bic: 'bank' },
				...{ routingCode: 'clearing.code', routingCodeType: 'clearing.system' },
			},
		},
		precalculation: {
			path: '/banking/3/orders/estimate',
			query: {
				...{ accountId: 'fundingAccount', amount: 'quantity', currency: 'unit' },
				...{ receiverAccountNumber: 'creditorNumber', receiverBic: 'creditorBank' },
				receiverCountry: 'creditorCountry',
			},
			fields: {
				...{ channels: 'payload.schemes', channel: 'scheme', chargeTypes: 'options' },
				...{ chargeType: 'costs', fees: 'charges' },
				...{ 'limits.min.value': 'range.from.quantity', 'limits.min.currency': 'range.from.unit' },
				...{ 'limits.max.value': 'range.to.quantity', 'limits.max.currency': 'range.to.unit' },
			},
		},
		purposeCodes: {
			path: '/banking/3/reference-data/purposes',
			list: 'payload.purposes',
			query: { currency: 'unit', country: 'creditorCountry' },
			fields: { code: 'key', description: 'label' },
		},
		createPayment: {
			path: '/banking/3/orders/submit',
			inside: 'payload',
			body: {
				...{ ...order, ...drafted, ...party('receiver', 'creditor') },
				'receiver.type': 'creditor.legalForm',
				'receiver.address.line1': 'creditor.postal.street',
				'receiver.address.city': 'creditor.postal.town',
				'receiver.address.postcode': 'creditor.postal.zip',
			},
		},
		payment: {
			path: '/banking/3/orders/{id}/details',
			inside: 'payload',
			fields: {
				...{ id: 'order.reference', ...order, ...times, bookedAt: 'timeline.entered' },
				...{ status: 'order.phase', direction: 'order.flow', transactionType: 'order.category' },
				...{ relatedTransaction: 'order.linked' },
				...{ senderFees: 'costs.debtor', receiverFees: 'costs.creditor' },
				...party('sender', 'debtor'),
				...party('receiver', 'creditor'),
			},
			fees: { ...money, name: 'label', type: 'group' },
		},
		history: {
			path: '/banking/3/movements',
			query: {
				...{ accountId: 'fundingAccount', bookedAtFrom: 'enteredFrom', bookedAtTo: 'enteredTo' },
				...{ limit: 'count', cursor: 'after' },
			},
			...{ list: 'payload.movements', next: 'payload.cursor.after', more: 'payload.cursor.more' },
			...{ sortedBy: 'payload.cursor.by', sortDirection: 'payload.cursor.order' },
		},
		confirmation: { path: '/banking/3/orders/{id}/document' },
		createDraft: { path: '/banking/3/preparations/save', inside: 'payload' },
		drafts: { path: '/banking/3/preparations', list: 'payload.preparations' },
		draft: {
			path: '/banking/3/preparations/{id}/details',
			inside: 'payload',
			fields: { id: 'preparation.reference', status: 'preparation.phase', ...drafted },
		},
		deleteDraft: { path: '/banking/3/preparations/{id}/discard', method: 'POST' },
		statuses: { settled: ['EXECUTED'], inProgress: ['PROCESSING'], rejected: ['REFUSED'] },
		directions: { in: ['RECEIVED'], out: ['SENT'] },
		notification: {
			...{ paymentId: 'event.order.reference', externalId: 'event.order.customerReference' },
			...{ direction: 'event.order.flow', transactionStatus: 'event.order.phase' },
			accountId: 'event.fundingAccount',
		},
		error: { code: 'failure.kind', message: 'failure.explanation' },
	};
}
