import type { PathName } from '../contract';
import type { ListCall } from '../corrections/translate';
import { OFFER_LEVELS } from '../corrections/translate';
import { isContainer } from '../corrections/names';
import { PAGING, VOCABULARY } from '../vocabulary';
import type { Told } from '../vocabulary';
import type { Kind } from './shown';

/** One kind of object in ZEN's answers, and what is expected in it. */
export interface Part {
	/** Absent for what is said of further pages. */
	what?: Told;
	/** Names of ours that are looked for. */
	own: readonly string[];
	/** Those of them that have to be told; the others may be absent. */
	needed: readonly string[];
	/** Names of ours that may stand there and are not looked for. */
	spare: readonly string[];
	/** What stands in its lists. */
	inner: Record<string, PartName>;
}

export type PartName =
	| Exclude<Told, 'precalculation' | 'error' | 'notification'>
	| Offered
	| 'paging';
type Offered = 'offers' | 'channel' | 'chargeType';

function part(
	what: Told,
	needed: string,
	more: { spare?: RegExp; inner?: Part['inner']; names?: readonly string[] } = {},
): Part {
	const { spare, inner = {}, names = Object.keys(VOCABULARY[what]) } = more;
	const leaves = names.filter((name) => !isContainer(name, names));
	return {
		what,
		own: leaves.filter((name) => !spare?.test(name)),
		needed: needed.split(' '),
		spare: leaves.filter((name) => spare?.test(name)),
		inner,
	};
}

const ENTRY = 'id status amount.value amount.currency createdAt';
const FEES: Part['inner'] = { senderFees: 'fee', receiverFees: 'fee' };
const offer = (level: number, needed: string, inner: Part['inner']) =>
	part('precalculation', needed, { names: OFFER_LEVELS[level], inner });

export const PARTS: Record<PartName, Part> = {
	account: part('account', 'accountId currencyCode balance availableBalance', {
		inner: { accountNumbers: 'accountNumber' },
	}),
	accountNumber: part('accountNumber', ''),
	payment: part('payment', `${ENTRY} direction`, {
		// In no payment that was seen, or always null there; read by nothing.
		spare: /^(accountId|chargeType|purposeCode|relatedTransaction)$/,
		inner: FEES,
	}),
	fee: part('fee', 'amount.value amount.currency'),
	draft: part('draft', ENTRY, {
		spare: /^(sender|direction|bookedAt|transactionType|relatedTransaction)|Fees$/,
	}),
	offers: offer(0, 'channels', { channels: 'channel' }),
	channel: offer(1, 'channel chargeTypes', { chargeTypes: 'chargeType' }),
	chargeType: offer(2, 'chargeType fees', { fees: 'fee' }),
	purposeCode: part('purposeCode', 'code'),
	paging: {
		own: Object.values(PAGING).filter((name) => name !== PAGING.list),
		needed: [PAGING.more],
		spare: [],
		inner: {},
	},
};

/** What each call that reads tells; a confirmation is a document. */
export const TELLS: Partial<Record<PathName, PartName>> = {
	...{ accounts: 'account', account: 'account', precalculation: 'offers' },
	...{ purposeCodes: 'purposeCode', payment: 'payment', history: 'payment' },
	...{ drafts: 'draft', draft: 'draft' },
};

/** Lists that come in pages. */
export const PAGED: ListCall[] = ['history', 'drafts'];

const KINDS: Array<[RegExp, Kind]> = [
	[/^(id|draftId|accountId|paymentId)$/, 'id'],
	[/At$/, 'time'],
	[/(^|\.)currency(Code)?$/, 'currency'],
	[/(\.value|[bB]alance)$/, 'amount'],
	[/([fF]ees|accountNumbers|channels|chargeTypes)$/, 'list'],
	[/^(status|direction)$/, 'word'],
	[/^meta\.hasNext$/, 'boolean'],
	[/^meta\.lastEntryId$/, 'cursor'],
];

export function kindOf(name: string): Kind {
	return KINDS.find(([names]) => names.test(name))?.[1] ?? 'text';
}

/** What money goes by, and when: here a difference is named, and whoever has ZEN's manual says what it is. */
export function isTouchy(name: string): boolean {
	return /^(id|draftId|accountId|externalId|status|direction|sender|receiver|createdAt)|amount|balance|limits|currency/i.test(
		name,
	);
}
