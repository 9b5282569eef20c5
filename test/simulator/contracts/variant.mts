import type { Settings } from '../options.mts';

export type OperationId =
	| 'listAccounts'
	| 'getAccount'
	| 'precalculatePayment'
	| 'listPurposeCodes'
	| 'createPayment'
	| 'getPayment'
	| 'listPayments'
	| 'getPaymentConfirmation'
	| 'createDraft'
	| 'listDrafts'
	| 'getDraft'
	| 'deleteDraft';

/** Our name of something, and the other contract's. Points lead into objects, on either side. */
export type Names = Readonly<Record<string, string | null>>;

/** How an id is written that is a UUID with us. */
export interface IdForm {
	prefix: string;
	dashes: boolean;
	upperCase: boolean;
}

/**
 * Another contract that ZEN might have, told as its differences from `contract/`. It is data only: the
 * same simulator speaks it, checks requests by it as strictly, and its manual is written from it.
 */
export interface Variant {
	title: string;
	/** What is different about it, in a sentence or two. */
	about: string;
	/** Method and path; the variable part keeps its name, as `{paymentId}`. */
	calls: Readonly<Record<OperationId, `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`>>;
	query: Readonly<Partial<Record<OperationId, Names>>>;
	/** Fields by schema. Null leaves one out; what is not named keeps its name. */
	fields: Readonly<Record<string, Names>>;
	/** Under which name the whole answer of an operation lies; nothing around it when absent. */
	envelopes: Readonly<Partial<Record<OperationId, string>>>;
	/** Words for ours, by schema and field: `Payment.status`. */
	words: Readonly<Record<string, Readonly<Record<string, string>>>>;
	/** UUIDs as they are when absent. */
	ids?: IdForm;
	/** The cursor: an entry's id, or base64 of one, which says nothing to a reader. */
	cursors: 'id' | 'opaque';
	/** The status of a good answer where it is another than ours. */
	success: Readonly<Partial<Record<OperationId, number>>>;
	/** Settings that are others than usual unless told. */
	settings: Partial<Settings>;
}
