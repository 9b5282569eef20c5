import type { Made, Tried } from '../../zen-payout';
import { counting, named, union } from './claims';
import { ATTEMPT, DESCRIBED, described, hashOf } from './entry';
import type { Origin, Place } from './entry';
import { raw, sql } from './sql';
import type { Sql } from './sql';
import type { Tables } from './tables';

const COLUMNS = raw(DESCRIBED.join(', '));
const TODAY = raw(`(now() AT TIME ZONE 'UTC')::date`);
// All that an attempt changes in a row.
const OF_ATTEMPT = raw(
	[
		...DESCRIBED,
		...['state', 'attempts', 'last_attempt', 'closed_at', 'first_day', 'last_day', 'varied'],
		...['payment_id', 'status', 'earlier_ids', 'claim', 'arrivals', 'counted_on'],
	].join(', '),
);

// What was freed was taken out of the total of its day, and what is made just now was never in it: of
// both this is the first arrival.
const COUNTED_ANEW = raw(
	`CASE WHEN mine.state IN ('released', 'resolved') THEN 1 ELSE mine.arrivals + 1 END`,
);

/** Whose attempt an end belongs to. */
export interface Ended {
	/** Of the claim, when it was made by the one that tells the end. */
	token: string | undefined;
	/** For a row that has no claim yet. */
	fresh: string;
}

/**
 * ZEN has taken a payment. Where the row is not there any more it is made, and where somebody else has
 * claimed the key since, the ID is kept and the row stays as it is.
 *
 * @returns `stands`, whether it is settled by this
 */
export function settling(
	tables: Tables,
	payment: Tried,
	origin: Origin,
	{ token, fresh, id, status }: Ended & Made,
): Sql {
	const { payments } = named(tables);
	// What was found at ZEN has no claim: it is the one that stands there if it is the same payment.
	const isMine =
		token === undefined
			? sql`mine.fingerprint = ${hashOf(payment.fingerprint)}::text`
			: sql`mine.claim = ${token}::uuid`;
	const stands = sql`(${isMine} OR mine.state IN ('released', 'resolved'))`;
	const claim = token ?? fresh;
	return sql`WITH settled AS (
	INSERT INTO ${payments} AS mine (ledger, key, ${COLUMNS}, state, attempts, closed_at, payment_id, status, claim, counted_on)
	SELECT ${origin.ledger}::text, ${payment.key}::text, ${described(payment, origin)}, 'settled', 1, now(),
		${id}::text, ${status}::text, ${claim}::uuid, ${TODAY}
	ON CONFLICT (ledger, key) DO UPDATE SET
		state = CASE WHEN ${stands} THEN 'settled' ELSE mine.state END,
		closed_at = CASE WHEN ${stands} AND mine.state <> 'settled' THEN now() ELSE mine.closed_at END,
		before = CASE WHEN ${stands} THEN NULL ELSE mine.before END,
		payment_id = CASE WHEN ${stands} THEN coalesce(excluded.payment_id, mine.payment_id) ELSE mine.payment_id END,
		status = CASE WHEN ${stands} THEN coalesce(excluded.status, mine.status) ELSE mine.status END,
		earlier_ids = CASE
			WHEN lower(excluded.payment_id) = lower(mine.payment_id) OR excluded.payment_id IS NULL THEN mine.earlier_ids
			WHEN NOT ${stands} THEN ${union('mine.earlier_ids', 'ARRAY[lower(excluded.payment_id)]')}
			WHEN mine.payment_id IS NULL THEN mine.earlier_ids
			ELSE ${union('mine.earlier_ids', 'ARRAY[lower(mine.payment_id)]')} END,
		claim = CASE WHEN ${stands} AND ${token}::uuid IS NOT NULL THEN excluded.claim ELSE mine.claim END,
		arrivals = ${COUNTED_ANEW}
	RETURNING mine.*, ${isMine} AS stands
), ${counting(tables, raw('settled WHERE arrivals = 1'))}
SELECT stands FROM settled`;
}

/** Nobody knows what became of the attempt. Whatever stood there, it is open now. */
export function leavingOpen(
	tables: Tables,
	payment: Tried,
	origin: Origin,
	{ token, fresh, day }: Ended & { day: string | undefined },
): Sql {
	const { payments } = named(tables);
	return sql`WITH left_open AS (
	INSERT INTO ${payments} AS mine (ledger, key, ${COLUMNS}, state, attempts, first_day, last_day, claim, counted_on)
	SELECT ${origin.ledger}::text, ${payment.key}::text, ${described(payment, origin)}, 'open', 1,
		-- It was claimed a moment before, which may have been on the day before.
		${day}::date - 1, ${day}::date, ${token ?? fresh}::uuid, coalesce(${day}::date, ${TODAY})
	ON CONFLICT (ledger, key) DO UPDATE SET state = 'open', closed_at = NULL, last_attempt = now(), before = NULL,
		first_day = CASE WHEN excluded.last_day IS NULL THEN NULL ELSE mine.first_day END,
		last_day = CASE WHEN mine.first_day IS NULL OR excluded.last_day IS NULL THEN NULL
			ELSE greatest(mine.last_day, excluded.last_day) END,
		arrivals = ${COUNTED_ANEW}
	RETURNING mine.*
), ${counting(tables, raw('left_open WHERE arrivals = 1'))}
SELECT 1 AS noted FROM left_open`;
}

/** By what an attempt is found that was for nothing. */
export interface Attempt extends Place {
	token?: string;
	/** Where the token is not known. */
	fingerprint?: string;
	attempts?: number;
}

/**
 * A first attempt was for nothing. The row stays, as nobody needs a right to delete, and counts as none.
 * Only while it is the latest attempt.
 */
export function releasing(tables: Tables, attempt: Attempt): Sql {
	const { payments } = named(tables);
	return sql`WITH taken AS (
	SELECT * FROM ${payments} WHERE ${isAttempt(attempt)} AND attempts = 1 AND before IS NULL FOR UPDATE
), released AS (
	UPDATE ${payments} AS mine SET state = 'released', closed_at = now() FROM taken
	WHERE mine.ledger = taken.ledger AND mine.key = taken.key
), ${uncounting(tables)}
SELECT 1 AS released FROM taken`;
}

/** A later attempt was for nothing: what stood there before stands again. */
export function restoring(tables: Tables, attempt: Attempt): Sql {
	const { payments } = named(tables);
	return sql`WITH taken AS (
	SELECT * FROM ${payments} WHERE ${isAttempt(attempt)} AND before IS NOT NULL FOR UPDATE
), restored AS (
	UPDATE ${payments} AS mine SET before = NULL, (${OF_ATTEMPT}) = (
		SELECT ${OF_ATTEMPT} FROM jsonb_populate_record(NULL::${payments}, taken.before)
	) FROM taken WHERE mine.ledger = taken.ledger AND mine.key = taken.key
), ${uncounting(tables)}
SELECT 1 AS released FROM taken`;
}

/** Who resolved what was open. */
export interface Resolution extends Place {
	/** Which attempt was seen, see `ATTEMPT`; of none that is not known, nothing is resolved. */
	attempt: string | undefined;
	token: string;
	by: string;
}

/**
 * A person has seen that an open payment never went out. Can be repeated with the same token.
 *
 * Only the very attempt that was seen, and if nothing was noted of it since: it is as old as it was
 * then, and older.
 */
export function resolving(tables: Tables, { ledger, key, attempt, token, by }: Resolution): Sql {
	const { payments } = named(tables);
	return sql`WITH taken AS (
	SELECT * FROM ${payments} AS mine
	WHERE ledger = ${ledger} AND key = ${key} AND state = 'open' AND ${ATTEMPT} = ${attempt}::text
	FOR UPDATE
), resolved AS (
	UPDATE ${payments} AS mine SET state = 'resolved', closed_at = now(), before = NULL, claim = ${token}::uuid,
		resolved_at = now(), resolved_by = ${by}::text
	FROM taken WHERE mine.ledger = taken.ledger AND mine.key = taken.key
), ${uncounting(tables)}
SELECT 1 AS resolved FROM taken
UNION ALL
SELECT 1 FROM ${payments} WHERE ledger = ${ledger} AND key = ${key} AND state = 'resolved' AND claim = ${token}::uuid`;
}

function isAttempt({ ledger, key, token, fingerprint, attempts }: Attempt): Sql {
	const hash = token === undefined && fingerprint !== undefined ? hashOf(fingerprint) : undefined;
	return sql`ledger = ${ledger} AND key = ${key} AND state = 'open'
		AND (${token}::uuid IS NULL OR claim = ${token}::uuid)
		AND (${hash}::text IS NULL OR fingerprint = ${hash}::text)
		AND (${attempts}::integer IS NULL OR attempts = ${attempts}::integer)`;
}

/** Takes what is `taken` out of the total of its day. */
function uncounting(tables: Tables): Sql {
	const { totals } = named(tables);
	return sql`uncounted AS (
	UPDATE ${totals} AS sum SET total = sum.total - taken.amount, payments = sum.payments - 1
	FROM taken WHERE taken.kind = 'payment' AND sum.ledger = taken.ledger
		AND sum.currency = taken.currency AND sum.day = taken.counted_on
)`;
}
