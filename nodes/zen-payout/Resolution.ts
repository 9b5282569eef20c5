import { Explained, only, ZenError } from '../zen-client';
import type { Entry, EntryKind, PayingAccount } from '../zen-client';
import { LedgerError } from './ledger';
import type { Recognised, Resolvable, UnderKey } from './ledger';
import { isWhole, referenceOf } from './Lists';
import type { Lists, Shelf } from './Lists';
import { isOtherThan } from './match';
import { PayoutError } from './outcomes';
import type { Reason } from './outcomes';
import { inWords, told } from './words';
import { NO_RULES } from './rules';
import { worldAt } from './World';
import type { PayoutWorld } from './World';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** What was sent shows in ZEN's lists by then, and nobody is sending it any more. */
const LEAST_AGE_MS = 10 * MINUTE_MS;
// So far may the clocks of ZEN's own machines, and the days of attempts, be off.
const MARGIN_MS = 2 * DAY_MS;
const LISTS: EntryKind[] = ['payment', 'draft'];

/** A payment that a person has seen never to have gone out. */
export interface ToResolve {
	externalId: string;
	/** See `keyOf`. */
	key: string;
	/** The IDs of payments and drafts at ZEN that a person has seen to be others. */
	notSameAs?: string[];
}

/** What was put right. */
export type Resolved = Pick<UnderKey, 'attempts' | 'firstDay' | 'lastDay'>;

type Open = UnderKey & {
	/** Which of some entries the memory knows as made from this key, or as other payments, by their ids. */
	knownAs(entries: Entry[]): Promise<Recognised>;
};

/**
 * Puts right in a ledger that a payment of unknown fate never went out. A person says so; it is done
 * only if nothing that ZEN lists speaks against it.
 */
export class Resolution {
	constructor(
		private readonly world: Omit<PayoutWorld, 'totals' | 'rules'> & { resolvable: Resolvable },
	) {}

	/**
	 * @throws PayoutError when it is not to be done: the payment stands as it stood
	 */
	async resolve(wanted: ToResolve): Promise<Resolved> {
		const { zen, resolvable } = this.world;
		const { accounts, zenTime } = await zen.preflight().catch((error) => {
			throw notLooked(wanted, only(ZenError, error));
		});
		const { clock, readAgain } = worldAt(
			{ ...this.world, totals: NO_TOTALS, rules: NO_RULES },
			accounts,
			zenTime,
		);
		const now = clock.now();
		if (now === undefined) throw refused(wanted, 'ZEN does not tell the time', 'Try again later.');
		const open = await this.open(wanted, now);
		await requireAbsent(wanted, { ...open, knownAs: this.knownAs(wanted) }, accounts, readAgain());
		const isDone = await resolvable.resolve(wanted.key, open).catch((error) => {
			const { message, remedy } = only(LedgerError, error);
			throw refused(
				wanted,
				`whether the memory has noted it is not known: ${message}`,
				`Run this again: it finds out. ${remedy}`.trim(),
				{ reason: 'memory' },
			);
		});
		if (isDone) return { attempts: open.attempts, firstDay: open.firstDay, lastDay: open.lastDay };
		throw refused(wanted, 'somebody else has dealt with it meanwhile', 'Look how it stands now.');
	}

	/** @throws PayoutError unless a payment is open under the key, and has been for long enough */
	private async open(wanted: ToResolve, now: number): Promise<UnderKey> {
		const under = await this.world.resolvable.under(wanted.key, now).catch((error) => {
			throw notAsked(wanted, only(LedgerError, error));
		});
		if (under.state === 'fresh') {
			throw refused(
				wanted,
				'this memory does not know it',
				'Look whether External ID, Memory and credentials are those of the node that sent it.',
				{ outcome: 'notSent' },
			);
		}
		if (under.state === 'settled') {
			throw refused(
				wanted,
				'ZEN took it, or it was not looked for since it was sent',
				'Run the payment again: it says how it stands, and only if it stays unresolved run this again. To pay the same once more, send it under a new External ID.',
				{ outcome: 'notSent' },
			);
		}
		const left = LEAST_AGE_MS - under.agoMs;
		if (left < 0) return under;
		const minutes = Math.floor(left / MINUTE_MS) + 1;
		throw refused(
			wanted,
			'it was tried within the last ten minutes, as far as the memory can tell',
			`Run this again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
		);
	}

	private knownAs(wanted: ToResolve) {
		return async (entries: Entry[]): Promise<Recognised> => {
			const listed = entries.flatMap(({ id }) => (id === undefined ? [] : [{ id }]));
			if (listed.length === 0) return { own: new Set(), others: new Set() };
			const payment = { key: wanted.key, fingerprint: '', likeness: '' };
			return await this.world.ledger.recognise(payment, listed).catch((error) => {
				throw notAsked(wanted, only(LedgerError, error));
			});
		};
	}
}

const NO_TOTALS = { of: () => 0n, add: () => {} };

/** @throws PayoutError unless all that ZEN lists was seen, and nothing of it is or could be the payment */
async function requireAbsent(
	wanted: ToResolve,
	open: Open,
	accounts: PayingAccount[],
	lists: Lists,
): Promise<void> {
	const accountIds = open.about
		? [open.about.accountId]
		: accounts.map(({ accountId }) => accountId);
	if (accountIds.length === 0) {
		throw refused(wanted, 'ZEN lists no account that it could have left from', '');
	}
	const since = open.firstDay === undefined ? -Infinity : Date.parse(open.firstDay) - MARGIN_MS;
	for (const accountId of accountIds) {
		for (const kind of LISTS) {
			const shelf = await shelfOf(lists, { kind, accountId, since }, open).catch((error) => {
				throw notLooked(wanted, only(ZenError, error));
			});
			// What is seen says more than that not all of it was.
			await requireNone(wanted, open, since, shelf.entries);
			if (!isWhole(kind, shelf)) {
				throw refused(
					wanted,
					`not all ${kind}s of account ${accountId} could be looked through. ${shelf.why}`,
					'Run this again later. If it stays so, compare with the ZEN portal and send it under a new External ID.',
				);
			}
		}
	}
}

async function shelfOf(
	lists: Lists,
	{ kind, accountId, since }: { kind: EntryKind; accountId: string; since: number },
	{ about }: Open,
): Promise<Shelf> {
	return kind === 'draft' && about?.kind === 'payment'
		? await lists.draftsIfServed(accountId, since)
		: await lists.of(kind, accountId, since);
}

async function requireNone(
	wanted: ToResolve,
	open: Open,
	since: number,
	entries: Entry[],
): Promise<void> {
	const outgoing = entries.filter(({ direction }) => direction !== 'in');
	const it = outgoing.find(
		(entry) => referenceOf(entry) === wanted.key && !isExcluded(wanted, open, entry),
	);
	if (it) {
		throw refused(
			wanted,
			`ZEN lists a ${it.kind} under this External ID: ${inWords(it)}`,
			'Run the payment again: it is looked for at ZEN and reported as it stands there.',
			told(it),
		);
	}
	const nameless = outgoing.filter((entry) => referenceOf(entry) === '');
	const known = await open.knownAs(nameless);
	// Whoever frees the key could pay it once more. That it is another one than somebody thinks of changes nothing.
	const own = nameless.find(({ id = '', state }) => known.own.has(id) && state !== 'rejected');
	if (own && !open.about) {
		throw refused(
			wanted,
			`ZEN has made a ${own.kind} of what was sent under this External ID: ${inWords(own)}`,
			'Run that payment again to see how it stands. What is to be paid besides needs an External ID of its own.',
			told(own),
		);
	}
	const could = nameless.filter(
		(entry) =>
			!(entry.createdAt !== undefined && entry.createdAt < since) &&
			!(open.about && isOtherThan(open.about, entry)) &&
			!isNamed(wanted, entry),
	);
	const [other, ...more] = could.filter(({ id = '' }) => !known.others.has(id));
	if (other) {
		throw refused(
			wanted,
			`ZEN lists a ${other.kind} that could be it: ${inWords(other)}${more.length > 0 ? `, and ${more.length} more` : ''}`,
			`Compare the two in the ZEN portal. If they are one, it was sent. If they are two, run this again with Not the Same As in Options set to ${other.id ?? 'the ID of that one'}, and to the IDs that stand there already.`,
			told(other),
		);
	}
}

/** What stands under the same External ID is the same payment, unless it shows that it is none. */
function isExcluded(wanted: ToResolve, { about }: Open, entry: Entry): boolean {
	const isNone = entry.state === 'rejected' || (about && isOtherThan(about, entry));
	return isNone === true && isNamed(wanted, entry);
}

function isNamed({ notSameAs = [] }: ToResolve, { id }: Entry): boolean {
	return id !== undefined && notSameAs.some((one) => one.toLowerCase() === id.toLowerCase());
}

interface End extends ReturnType<typeof told> {
	outcome?: 'notSent' | 'unresolved';
	reason?: Reason;
}

function refused(
	{ externalId }: ToResolve,
	why: string,
	remedy: string,
	{ outcome = 'unresolved', ...more }: End = {},
): PayoutError {
	return new PayoutError(`"${externalId}" was not resolved, since ${why}`, {
		outcome,
		...more,
		remedy,
	});
}

function notLooked(wanted: ToResolve, { message, remedy }: Explained): PayoutError {
	return refused(wanted, `ZEN could not be looked through: ${message}`, remedy);
}

function notAsked(
	wanted: ToResolve,
	{ message, remedy, memory = 'The memory' }: LedgerError,
): PayoutError {
	return refused(wanted, `${memory} cannot be asked: ${message}`, remedy, { reason: 'memory' });
}
