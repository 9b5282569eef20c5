import type { IdForms } from './ids';

/**
 * ZEN's own words: the one place where they stand. A correction is made here and nowhere else.
 *
 * It is data only, and `correctedBy` makes another of it: with paths, queries and bodies as a user put
 * them right. Answers are put into the names that stand here before anything reads them. A name with
 * points leads into objects (`amount.value`). Where there are several names, the first under which ZEN
 * tells something counts.
 *
 * How well each is known: *documented* in ZEN's public manual, *observed* in a published
 * integration's traffic, *claimed* by an integrator in prose only, documented by ZEN *elsewhere*, for
 * another product, or *assumed*, our best inference.
 */
export interface Contract {
	paths: Record<PathName, string>;
	/** Of the one call that there are two ways to write. */
	deletion: 'DELETE' | 'POST';
	/** How ZEN writes its IDs, see `IdForms`. */
	ids: IdForms;
	query: {
		history: Record<'accountId' | 'bookedAtFrom' | 'bookedAtTo' | 'limit' | 'cursor', string>;
		drafts: Record<'accountId' | 'limit' | 'cursor', string>;
		precalculation: Record<PrecalculationName, string>;
		purposeCodes: Record<'currency' | 'country', string>;
	};
	/** Our name of each part of an order, and where it stands in the body of ZEN's request. */
	body: Record<OrderPart, string>;
	/** The same for drafts. */
	draftBody: Record<OrderPart, string>;
	payment: Record<EntryName, Names>;
	draft: Record<EntryName, Names>;
	account: Record<'accountId' | 'currency' | 'balance' | 'available', Names>;
	lists: Record<'accounts' | 'payments' | 'drafts' | 'purposeCodes' | 'next' | 'more', Names> & {
		/** What a list says that is sorted by the time of making, the newest first. */
		newestFirst: ReadonlyArray<{ name: string; says: string }>;
	};
	precalculation: Record<OfferName, Names>;
	/** Lists of fees on a payment, and where the value of one fee stands. */
	fees: Record<'lists' | 'value' | 'currency', Names>;
	answer: Record<'error' | 'code' | 'message' | 'httpStatus' | 'accountId', Names>;
	statuses: Record<'settled' | 'rejected' | 'inProgress', Names>;
	directions: Record<'in' | 'out', Names>;
}

export type Names = readonly string[];

export type PathName =
	| 'accounts'
	| 'account'
	| 'precalculation'
	| 'purposeCodes'
	| 'createPayment'
	| 'payment'
	| 'history'
	| 'confirmation'
	| 'createDraft'
	| 'drafts'
	| 'draft'
	| 'deleteDraft';

export type PrecalculationName =
	| 'accountId'
	| 'amount'
	| 'currency'
	| 'receiverAccountNumber'
	| 'receiverBic'
	| 'receiverCountry';

export type OrderPart =
	| 'accountId'
	| 'externalId'
	| 'title'
	| 'amount.value'
	| 'amount.currency'
	| 'receiver.name'
	| 'receiver.type'
	| 'receiver.country'
	| 'receiver.accountNumber'
	| 'receiver.bic'
	| 'receiver.address.line1'
	| 'receiver.address.city'
	| 'receiver.address.postcode'
	| 'channel'
	| 'chargeType'
	| 'purposeCode';

export type EntryName =
	| 'id'
	| 'status'
	| 'direction'
	| 'externalId'
	| 'value'
	| 'currency'
	| 'title'
	| 'receiver'
	| 'receiverAccountNumber'
	| 'sender'
	| 'receiverBic'
	| 'senderAccountNumber'
	| 'createdAt';

export type OfferName =
	| 'channels'
	| 'channel'
	| 'chargeTypes'
	| 'chargeType'
	| 'fees'
	| 'minimum'
	| 'minimumCurrency'
	| 'maximum'
	| 'maximumCurrency';

const PAYMENT: Contract['payment'] = {
	id: ['id'], // observed
	status: ['status'], // observed
	direction: ['direction'], // observed
	externalId: ['externalId'], // assumed; observed in notifications only
	value: ['amount.value', 'amount'], // observed; the bare amount is assumed
	currency: ['amount.currency', 'currency'], // observed; the second is assumed
	title: ['title'], // observed
	receiver: ['receiver'], // observed
	receiverAccountNumber: ['receiver.accountNumber', 'receiver.iban'], // observed; claimed
	sender: ['sender'], // observed
	receiverBic: ['receiver.bic'], // observed
	senderAccountNumber: ['sender.accountNumber', 'sender.iban'], // observed; claimed
	createdAt: ['createdAt'], // observed
};

const BODY: Contract['body'] = {
	accountId: 'accountId', // assumed; so are all that say nothing else here
	externalId: 'externalId', // that it exists was observed: it comes back in notifications
	title: 'title',
	'amount.value': 'amount.value',
	'amount.currency': 'amount.currency',
	'receiver.name': 'receiver.name',
	'receiver.type': 'receiver.type',
	'receiver.country': 'receiver.country',
	'receiver.accountNumber': 'receiver.accountNumber',
	'receiver.bic': 'receiver.bic',
	'receiver.address.line1': 'receiver.address.line1',
	'receiver.address.city': 'receiver.address.city',
	'receiver.address.postcode': 'receiver.address.postcode',
	channel: 'channel',
	chargeType: 'chargeType', // documented for drafts
	purposeCode: 'purposeCode',
};

export const CONTRACT: Contract = {
	paths: {
		accounts: '/accounts/v1.0', // documented
		account: '/accounts/v1.0/{id}', // assumed
		precalculation: '/payments/v1.0/precalculation', // documented
		purposeCodes: '/payments/v1.0/purpose-codes', // assumed
		createPayment: '/payments/v1.0', // assumed
		payment: '/payments/v1.0/{id}', // observed
		history: '/payments/v1.0', // observed
		confirmation: '/payments/v1.0/{id}/confirmation', // assumed
		createDraft: '/payments/v1.0/drafts', // documented
		drafts: '/payments/v1.0/drafts', // assumed
		draft: '/payments/v1.0/drafts/{id}', // assumed
		deleteDraft: '/payments/v1.0/drafts/{id}', // assumed
	},
	deletion: 'DELETE', // assumed
	ids: {
		account: '{uuid}', // documented
		payment: '{uuid}', // observed
		draft: '{uuid}', // assumed
	},
	query: {
		// All observed.
		history: {
			accountId: 'accountId',
			bookedAtFrom: 'bookedAtFrom',
			bookedAtTo: 'bookedAtTo',
			limit: 'limit',
			cursor: 'lastEntryId',
		},
		// All assumed, after the history's.
		drafts: { accountId: 'accountId', limit: 'limit', cursor: 'lastEntryId' },
		// All assumed.
		precalculation: {
			accountId: 'accountId',
			amount: 'amount',
			currency: 'currency',
			receiverAccountNumber: 'receiverAccountNumber',
			receiverBic: 'receiverBic',
			receiverCountry: 'receiverCountry',
		},
		// All assumed.
		purposeCodes: { currency: 'currency', country: 'country' },
	},
	body: BODY,
	draftBody: BODY,
	payment: PAYMENT,
	// All assumed, after payments.
	draft: { ...PAYMENT, id: ['draftId', 'id'] },
	account: {
		accountId: ['accountId'], // documented
		currency: ['currencyCode'], // documented
		balance: ['balance'], // documented
		available: ['availableBalance', 'avaliableBalance'], // documented, in both spellings
	},
	lists: {
		accounts: ['data', 'accounts'], // assumed; a bare list is documented
		payments: ['data'], // observed
		drafts: ['data', 'drafts'], // assumed
		purposeCodes: ['data', 'purposeCodes'], // assumed
		next: ['meta.lastEntryId'], // observed for payments, assumed for drafts
		more: ['meta.hasNext'], // observed for payments, assumed for drafts
		newestFirst: [
			{ name: 'meta.sortedBy', says: 'createdAt' }, // observed for payments, assumed for drafts
			{ name: 'meta.direction', says: 'DESC' }, // observed for payments, assumed for drafts
		],
	},
	// All assumed.
	precalculation: {
		channels: ['channels', 'data'],
		channel: ['channel'],
		chargeTypes: ['chargeTypes'],
		chargeType: ['chargeType'], // documented as what a draft carries
		fees: ['fees'],
		minimum: ['limits.min.value'],
		minimumCurrency: ['limits.min.currency'],
		maximum: ['limits.max.value'],
		maximumCurrency: ['limits.max.currency'],
	},
	fees: {
		lists: ['senderFees', 'receiverFees'], // observed
		value: ['amount.value'], // observed
		currency: ['amount.currency'], // observed
	},
	answer: {
		error: ['error', 'errors', 'errorCode', 'errorMessage'], // documented; the rest assumed
		code: ['error.code', 'code'], // documented; assumed
		message: ['error.message', 'error', 'message'], // documented; assumed; assumed
		httpStatus: ['statusCode', 'httpStatus', 'status'], // assumed
		accountId: ['accountId'], // assumed; observed in notifications only
	},
	statuses: {
		settled: ['SETTLED'], // observed
		rejected: ['REJECTED'], // claimed
		inProgress: ['IN_PROGRESS'], // claimed
	},
	directions: {
		in: ['INCOMING'], // observed
		out: ['OUTGOING'], // claimed
	},
};
