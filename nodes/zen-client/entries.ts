import type { JsonObject } from './json';
import type { Money } from './money';

/** What was made at ZEN: a payment, or a draft of one. */
export type EntryKind = 'payment' | 'draft';

/** How far it is. A status that is not known here is `other`, never one of the rest. */
export type EntryState = 'inProgress' | 'settled' | 'rejected' | 'other';

/**
 * One payment or draft as ZEN lists it, in our own names. What ZEN does not tell, or not in a form
 * that can be read, is absent: an absent field proves nothing.
 */
export interface Entry {
	kind: EntryKind;
	id?: string;
	direction?: 'in' | 'out';
	state: EntryState;
	/** ZEN's own word for it. */
	status?: string;
	externalId?: string;
	/** Without a sign. */
	amount?: Money;
	title?: string;
	/** As ZEN wrote it, perhaps masked. */
	receiverAccountNumber?: string;
	senderAccountNumber?: string;
	/** When it was made, by ZEN's clock, in ms since the epoch. */
	createdAt?: number;
	/** As ZEN told it; absent where only what stands above was kept. */
	raw?: JsonObject;
}

/** One page of an account's payments or drafts. */
export interface EntryPage {
	entries: Entry[];
	/** The cursor to the next page. */
	next?: string;
	/** Whether ZEN says that more follow; absent when it says nothing. */
	more?: boolean;
	/** Whether ZEN says that the list is sorted by `createdAt`, the newest first. */
	isNewestFirst?: boolean;
}

/** What ZEN answered to an order that it took. */
export type Made = Entry & { id: string };

/** An account to pay from, in our own names. */
export interface PayingAccount {
	accountId: string;
	/** ISO 4217 */
	currency?: string;
	/** Decimal string. */
	available?: string;
}
