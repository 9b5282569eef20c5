/** How well something of ZEN's API is known, see `Contract`. */
export type Evidence = 'documented' | 'observed' | 'claimed' | 'elsewhere' | 'assumed';

export type Told =
	| 'payment'
	| 'draft'
	| 'fee'
	| 'account'
	| 'accountNumber'
	| 'precalculation'
	| 'purposeCode'
	| 'error'
	| 'notification';

const PARTY = (party: 'sender' | 'receiver') =>
	({
		[party]: 'observed',
		[`${party}.name`]: 'observed',
		[`${party}.country`]: 'observed',
		[`${party}.accountNumber`]: 'observed',
		[`${party}.bic`]: 'observed',
	}) as const;

const PAYMENT: Record<string, Evidence> = {
	id: 'observed',
	status: 'observed',
	direction: 'observed',
	amount: 'observed',
	'amount.value': 'observed',
	'amount.currency': 'observed',
	title: 'observed',
	createdAt: 'observed',
	lastModifiedAt: 'observed',
	bookedAt: 'observed',
	transactionType: 'observed',
	relatedTransaction: 'observed',
	channel: 'observed',
	senderFees: 'observed',
	receiverFees: 'observed',
	...PARTY('sender'),
	...PARTY('receiver'),
	externalId: 'assumed', // observed in notifications only
	accountId: 'assumed', // observed in notifications only
	chargeType: 'assumed',
	purposeCode: 'assumed',
};

/**
 * The fields of what ZEN tells, by the names that everything in this package knows them by, and how
 * well each is known. Those are ZEN's own as far as they are known; where ZEN has another one, a
 * correction says so, and `inOurNames` puts what came under the name that stands here.
 *
 * A name with points leads into objects. What is told of a fee stands in the lists of fees, and
 * what is told of an account number in `accountNumbers`.
 */
export const VOCABULARY: Record<Told, Record<string, Evidence>> = {
	payment: PAYMENT,
	// After payments. Its id comes as `draftId` or as `id`.
	draft: Object.fromEntries(Object.keys(PAYMENT).map((name) => [name, 'assumed'])),
	fee: {
		amount: 'observed',
		'amount.value': 'observed',
		'amount.currency': 'observed',
		name: 'observed',
		type: 'observed',
	},
	account: {
		accountId: 'documented',
		productName: 'documented',
		currencyCode: 'documented',
		balance: 'documented',
		availableBalance: 'documented',
		alias: 'documented',
		accountNumbers: 'documented',
	},
	accountNumber: {
		accountNumber: 'documented',
		accountType: 'documented',
		bic: 'documented',
		routingCode: 'documented',
		routingCodeType: 'documented',
	},
	precalculation: {
		channels: 'assumed',
		channel: 'assumed',
		chargeTypes: 'assumed',
		chargeType: 'assumed',
		fees: 'assumed',
		'limits.min.value': 'assumed',
		'limits.min.currency': 'assumed',
		'limits.max.value': 'assumed',
		'limits.max.currency': 'assumed',
	},
	purposeCode: { code: 'assumed', description: 'assumed' },
	error: { code: 'documented', message: 'documented' },
	notification: {
		paymentId: 'observed',
		accountId: 'observed',
		transactionStatus: 'observed',
		direction: 'observed',
		externalId: 'observed',
	},
};

/** Where a list stands in an answer, and what is said of further pages. */
export const PAGING = {
	list: 'data', // observed for payments
	next: 'meta.lastEntryId', // observed for payments, assumed for drafts
	more: 'meta.hasNext', // observed for payments, assumed for drafts
	sortedBy: 'meta.sortedBy', // observed for payments, assumed for drafts
	sortDirection: 'meta.direction', // observed for payments, assumed for drafts
} as const;

export type PagingName = keyof typeof PAGING;
