import type { Clock } from '../Clock.mts';
import { Chronicle } from './Chronicle.mts';
import { cursorAt } from './history.mts';
import type { PaymentBody } from './paymentOrder.mts';
import { invalid, notFound } from './refusal.mts';
import { wholeSecondsIso } from './time.mts';

/** The status names are the simulator's own: none of ZEN's is known. */
export type DraftStatus = 'DRAFT' | 'ACCEPTED' | 'DELETED';

export interface Draft {
	readonly id: string;
	readonly body: PaymentBody;
	/** The request's body as it came, unknown fields included. */
	readonly received: unknown;
	readonly channel: string;
	readonly chargeType: string;
	readonly createdAt: Date;
	lastModifiedAt: Date;
	status: DraftStatus;
	/** The payment that it has become. */
	paymentId: string | null;
}

/** The heading of all drafts that wait; those of an account stand under its id. */
const WAITING = 'waiting';

/** Payments that wait for a person to accept them. */
export class Drafts {
	private readonly kept = new Chronicle<Draft>();

	constructor(private readonly clock: Clock) {}

	/** Deleted and accepted ones too, in the order in which they were saved. */
	get all(): Draft[] {
		return this.kept.all;
	}

	/** Those that wait, the newest first. @throws Refusal for a cursor that nobody handed out */
	list(accountId: string | undefined, lastEntryId: string | undefined): Iterable<Draft> {
		const after = cursorAt(lastEntryId, (id) => this.kept.get(id));
		return this.kept.newestFirst([accountId ?? WAITING], after);
	}

	/** @throws Refusal (404), also for a deleted one */
	get(id: string): Draft {
		const draft = this.kept.get(id);
		if (!draft || draft.status === 'DELETED') throw notFound('Draft', id);
		return draft;
	}

	save(draft: Pick<Draft, 'id' | 'body' | 'received' | 'channel' | 'chargeType'>): Draft {
		const now = this.clock.now();
		const saved: Draft = {
			...draft,
			createdAt: now,
			lastModifiedAt: now,
			status: 'DRAFT',
			paymentId: null,
		};
		this.kept.add(saved, WAITING, saved.body.accountId);
		return saved;
	}

	/** @throws Refusal when it was deleted or accepted before */
	delete(id: string): void {
		this.close(id, 'DELETED');
	}

	/** Marks a draft as having become that payment. @throws Refusal when it waits no longer */
	accepted(id: string, paymentId: string): void {
		this.close(id, 'ACCEPTED').paymentId = paymentId;
	}

	/** A draft that still waits. @throws Refusal */
	waiting(id: string): Draft {
		const draft = this.get(id);
		if (draft.status === 'ACCEPTED') throw invalid(`Draft ${id} has been accepted already`);
		return draft;
	}

	private close(id: string, status: DraftStatus): Draft {
		const draft = this.waiting(id);
		draft.status = status;
		for (const heading of [WAITING, draft.body.accountId]) this.kept.unlist(draft, heading);
		draft.lastModifiedAt = this.clock.now();
		return draft;
	}
}

/** The draft as ZEN answers it (assumed). */
export function draftAnswer({ id, body, ...draft }: Draft) {
	return {
		draftId: id,
		status: draft.status,
		accountId: body.accountId,
		externalId: body.externalId ?? null,
		title: body.title ?? null,
		createdAt: wholeSecondsIso(draft.createdAt),
		lastModifiedAt: wholeSecondsIso(draft.lastModifiedAt),
		amount: body.amount,
		channel: draft.channel,
		chargeType: draft.chargeType,
		purposeCode: body.purposeCode ?? null,
		receiver: body.receiver,
	};
}
