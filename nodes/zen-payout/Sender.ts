import { Explained, isDoubtful, only, ZenError } from '../zen-client';
import type { Entry } from '../zen-client';
import { Claims } from './Claims';
import type { DayTotal } from './DayTotal';
import { Doubt } from './Doubt';
import { LedgerError } from './ledger';
import type { Attempts, KnownStanding } from './ledger';
import { keyOf } from './key';
import { outcomeAfter } from './outcomes';
import type { Sent } from './outcomes';
import type { Payout } from './Payout';
import { keepInMind } from './recent';
import { acceptedNote, notNoted, titleNote } from './notes';
import { WouldSend } from './WouldSend';
import { ledgerOf } from './World';
import type { World } from './World';
import { rejected, saidNo, tooLate } from './words';

// ZEN may have taken it, now or before, or have counted it in spite of that.
const isSame = (one: string, other: string) => keyOf(one) === keyOf(other);
const LOOKED_INTO = [409, 429];
const DAY_LENGTH = 'yyyy-MM-dd'.length;

/** Writes payments and drafts, and notes what becomes of them. */
export class Sender {
	readonly claims: Claims;

	constructor(
		private readonly world: World,
		day: DayTotal,
	) {
		this.claims = new Claims(world, day);
	}

	private readonly now = () => this.world.clock.now();
	/** What could not be noted of those that ZEN took, once that is known. */
	private readonly noting = new Map<Payout, Promise<string | undefined>>();

	/** Sends what was just claimed. */
	async sendFirst(payout: Payout): Promise<Sent> {
		const ledger = ledgerOf(this.world, payout);
		return await this.create(payout, async () => await ledger.release(payout));
	}

	/** Sends what was just claimed once more. */
	async sendAgain(payout: Payout, standing: KnownStanding): Promise<Sent> {
		const ledger = ledgerOf(this.world, payout);
		// While an earlier attempt may still turn up, a refusal of this one settles nothing.
		const isOpen = standing.state === 'open';
		return await this.create(payout, async () =>
			isOpen
				? await ledger.leaveOpen(payout, this.now)
				: await ledger.releaseAgain(payout, standing),
		);
	}

	/** ZEN has rejected it, and the memory, in which it was just claimed, does not know it. */
	async rejectedBefore(payout: Payout, entry: Entry): Promise<never> {
		this.claims.stayed(payout);
		const release = ledgerOf(this.world, payout).release(payout);
		// Of a claim that stays, nothing more is said: it is looked for at ZEN.
		await release.catch((failure) => only(LedgerError, failure));
		// What this memory does not know it never sends again, so that is no way on here.
		throw rejected(payout, entry, 'unknown');
	}

	/** ZEN has it, and the memory does not know. */
	async sentBefore(payout: Payout, entry: Entry): Promise<Sent> {
		const ledger = ledgerOf(this.world, payout);
		const noting = async () => {
			const { state } = await ledger.claim(payout, () => entry.createdAt);
			if (state === 'fresh')
				await ledger.settle(payout, { ...entry, isNamed: this.world.lists.tellReferences });
		};
		const trouble = await noting().then(
			() => undefined,
			(error) => only(LedgerError, error),
		);
		return await this.alreadySent(payout, entry, trouble && notNoted(trouble));
	}

	/**
	 * It was sent before, and this is it.
	 *
	 * @throws PayoutError when ZEN has rejected it
	 */
	async alreadySent(payout: Payout, listed?: Entry, note?: string): Promise<Sent> {
		const { entry, trouble } = listed ? await this.present(listed) : {};
		if (entry?.state === 'rejected') throw rejected(payout, entry, 'before');
		if (entry?.state === 'other' && isDoubtful(entry.status)) throw saidNo(payout, entry, 'before');
		return this.sent(payout, 'alreadySent', entry, [
			note,
			trouble,
			entry && titleNote(payout, entry),
			entry && acceptedNote(payout, entry),
		]);
	}

	/** Waits until it is noted that ZEN took it. @returns what a person should know of that */
	async noted(payout: Payout): Promise<string | undefined> {
		return await this.noting.get(payout);
	}

	/** Notes that ZEN has a payment that was in doubt; what cannot be noted is told. */
	async settle(payout: Payout, { id, status }: Entry): Promise<string | undefined> {
		const { tellReferences } = this.world.lists;
		return await ledgerOf(this.world, payout)
			.settle(payout, { id, status, isNamed: tellReferences })
			.then(() => undefined)
			.catch((error) => notNoted(only(LedgerError, error)));
	}

	private async create(payout: Payout, takeBack: () => Promise<void>): Promise<Sent> {
		const { zen } = this.world;
		const { order, kind } = payout;
		let made: Entry;
		if (this.world.isCheck) throw new WouldSend(false);
		if (!this.claims.isFresh(payout)) {
			// Nothing was written, whatever becomes of the note; one that stays is looked for at ZEN.
			await takeBack().catch((failure) => only(LedgerError, failure));
			this.claims.stayed(payout);
			throw tooLate(payout);
		}
		try {
			const { entry, raw } = await (kind === 'draft'
				? zen.drafts.create(order, isSame)
				: zen.createPayment(order, isSame));
			made = { ...entry, raw };
		} catch (error) {
			const outcome = outcomeAfter(error, true);
			const isOut = outcome !== 'notSent' && outcome !== 'refused';
			if (!isOut) this.claims.stayed(payout);
			return await this.afterTrouble(payout, error, isOut, takeBack);
		}
		if (made.state === 'rejected') this.claims.stayed(payout);
		else this.claims.arrived(payout, made.id);
		this.keepInMind(payout, made);
		// Not waited for: it is written down together with the claim of the next one.
		const noting = this.settle(payout, made);
		this.noting.set(payout, noting);
		if (made.state !== 'rejected') return this.sent(payout, 'accepted', made, []);
		await noting;
		throw rejected(payout, made, 'now');
	}

	private async afterTrouble(
		payout: Payout,
		error: unknown,
		isOut: boolean,
		takeBack: () => Promise<void>,
	): Promise<Sent> {
		const status = error instanceof ZenError ? error.status : undefined;
		if (isOut && LOOKED_INTO.includes(status ?? 0)) {
			const entry = await this.lookAtOnce(payout);
			if (entry) {
				this.claims.arrived(payout, entry.id);
				const note = await this.settle(payout, entry);
				return await this.alreadySent(payout, entry, note ?? `ZEN answered ${status}, and has it`);
			}
		}
		const ledger = ledgerOf(this.world, payout);
		// What certainly did not go out is forgotten, so that a corrected item can be sent.
		const noting = isOut ? ledger.leaveOpen(payout, this.now) : takeBack();
		const trouble = await noting.catch((failure) => only(LedgerError, failure));
		if (!trouble || !(error instanceof ZenError)) throw error;
		const remedy = `${error.remedy} This outcome could not be noted: ${trouble.message}. When this reference comes again it is looked for at ZEN.`;
		throw new ZenError(error.message, { ...error, remedy });
	}

	private keepInMind({ kind, key, fingerprint }: Payout, { id }: Entry): void {
		const { zen, surroundings } = this.world;
		if (id === undefined) return;
		const made = { kind, id, at: surroundings.now() };
		keepInMind(zen.connection.baseUrl, key, fingerprint, made);
	}

	/** Only a reference tells at once which payment it is; what else is alike may be another. */
	private async lookAtOnce(payout: Payout): Promise<Entry | undefined> {
		const { clock, readAgain } = this.world;
		const now = clock.now();
		const today = now === undefined ? undefined : new Date(now).toISOString().slice(0, DAY_LENGTH);
		const attempts: Attempts = { firstDay: today, lastDay: today, isExact: false, hasTwin: true };
		const found = await new Doubt(readAgain(), ledgerOf(this.world, payout))
			.lookFor(payout, attempts, { state: 'open', same: true, attempts: 1 })
			// It stays unknown, and the answer to the payment says more than what kept it from being found.
			.catch((error) => (only(Explained, error), undefined));
		// One that was rejected may be of an earlier attempt, while this one does not show yet.
		return found?.found === 'one' ? found.entry : undefined;
	}

	/** A list may be a moment old, and tells less than the payment itself. */
	private async present(entry: Entry): Promise<{ entry: Entry; trouble?: string }> {
		const isFinal = entry.state === 'settled' || entry.state === 'rejected';
		if ((isFinal && entry.raw) || entry.id === undefined) return { entry };
		return await this.world.zen
			.entry(entry.kind, entry.id)
			.then(({ entry: present, raw }) => ({ entry: { ...present, raw } }))
			.catch((error) => ({
				entry,
				trouble: `Its present state could not be read: ${only(ZenError, error).message}`,
			}));
	}

	private sent(
		{ kind, order }: Payout,
		outcome: Sent['outcome'],
		entry: Entry | undefined,
		notes: Array<string | undefined>,
	): Sent {
		const message = notes.filter(Boolean).join('. ') || undefined;
		const { id, status, state, raw } = entry ?? {};
		return {
			kind,
			outcome,
			externalId: order.externalId,
			// A draft that was accepted is listed as the payment that it has become.
			...(entry?.kind === kind ? { id } : {}),
			status,
			state,
			raw,
			message,
		};
	}
}
