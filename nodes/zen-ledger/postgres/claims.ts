import type { KnownStanding, Tried } from '../../zen-payout';
import { asDescribed, DESCRIBED, described, hashOf, plainIds } from './entry';
import type { Origin } from './entry';
import { raw, sql } from './sql';
import type { Sql } from './sql';
import type { Tables } from './tables';

/** A claim: whose attempt it is, and when by ZEN's clock. */
export interface Claim {
	token: string;
	/** `yyyy-MM-dd`; absent when it is not known. */
	day: string | undefined;
}

const COLUMNS = raw(DESCRIBED.join(', '));
/** The day of a claim that has no date by ZEN's clock. */
export const TODAY = raw(`(now() AT TIME ZONE 'UTC')::date`);

/**
 * Claims the first attempt under a key, if there is none that stands.
 *
 * Sent again with the same token it changes nothing and answers the same, so that it can be repeated
 * when its answer was lost.
 *
 * @returns a row when it was claimed
 */
export function claimFirst(
	tables: Tables,
	payment: Tried,
	origin: Origin,
	{ token, day }: Claim,
): Sql {
	const { payments } = named(tables);
	const { key, notSameAs } = payment;
	return sql`WITH claimed AS (
	INSERT INTO ${payments} AS mine (ledger, key, ${COLUMNS}, state, attempts, first_day, last_day,
		twin, not_same_as, claim, counted_on)
	SELECT ${origin.ledger}::text, ${key}::text, ${described(payment, origin)}, 'open', 1, ${day}::date, ${day}::date,
		${hasTwin(tables, payment, origin)}, ${plainIds(notSameAs)}::text[], ${token}::uuid, coalesce(${day}::date, ${TODAY})
	ON CONFLICT (ledger, key) DO UPDATE SET ${asDescribed}, state = 'open', attempts = 1,
		first_attempt = now(), last_attempt = now(), closed_at = NULL, before = NULL,
		first_day = excluded.first_day, last_day = excluded.last_day, varied = false, twin = excluded.twin,
		not_same_as = ${union('mine.not_same_as', 'excluded.not_same_as')},
		arrivals = CASE WHEN mine.claim = excluded.claim THEN mine.arrivals + 1 ELSE 1 END,
		claim = excluded.claim, counted_on = excluded.counted_on
	-- Not by a statement that lands late, after its claim was taken back.
	WHERE (mine.state IN ('released', 'resolved') AND mine.claim <> excluded.claim)
		OR (mine.claim = excluded.claim AND mine.state = 'open' AND mine.attempts = 1)
	RETURNING mine.*
), ${consequences(tables, payment, origin)}
SELECT 1 AS claimed FROM claimed`;
}

/**
 * Claims the attempt after the one that was seen. What stood there before is kept until it is known
 * what becomes of this one. Can be repeated as {@link claimFirst}.
 *
 * @returns a row when it was claimed
 */
export function claimNext(
	tables: Tables,
	payment: Tried,
	origin: Origin,
	{ token, day, attempts, state }: Claim & Pick<KnownStanding, 'attempts' | 'state'>,
): Sql {
	const { payments } = named(tables);
	const { key, notSameAs, likeness } = payment;
	// What was rejected may still be open here: whoever saw that goes on from either.
	const states = state === 'settled' ? ['open', 'settled'] : ['open'];
	return sql`WITH claimed AS (
	UPDATE ${payments} AS mine SET (${COLUMNS}) = ROW (${described(payment, origin)}),
		state = 'open', attempts = ${attempts + 1}, last_attempt = now(), closed_at = NULL,
		first_day = CASE WHEN ${day}::date IS NULL THEN NULL ELSE first_day END,
		last_day = CASE WHEN first_day IS NULL OR ${day}::date IS NULL THEN NULL ELSE greatest(last_day, ${day}::date) END,
		varied = varied OR likeness <> ${hashOf(likeness)}::text,
		twin = twin OR ${hasTwin(tables, payment, origin)},
		earlier_ids = CASE WHEN payment_id IS NULL THEN earlier_ids
			ELSE ${union('earlier_ids', 'ARRAY[lower(payment_id)]')} END,
		payment_id = NULL, status = NULL,
		not_same_as = ${union('not_same_as', sql`${plainIds(notSameAs)}::text[]`)},
		arrivals = CASE WHEN claim = ${token}::uuid THEN arrivals + 1 ELSE 1 END,
		before = CASE WHEN claim = ${token}::uuid THEN before ELSE to_jsonb(mine) - 'before' END,
		claim = ${token}::uuid, counted_on = coalesce(${day}::date, ${TODAY})
	WHERE ledger = ${origin.ledger} AND key = ${key}
		AND ((state = ANY (${states}::text[]) AND attempts = ${attempts})
			OR (claim = ${token}::uuid AND state = 'open'))
	RETURNING mine.*
), ${consequences(tables, payment, origin)}
SELECT 1 AS claimed FROM claimed`;
}

/**
 * What is written beside a claim in the same statement: the twins, and the day's total, which fails the
 * whole statement where it would go beyond the day's limit. See `OverDay`.
 */
function consequences(tables: Tables, { key, likeness, dayLimit }: Tried, { ledger }: Origin): Sql {
	const { payments } = named(tables);
	return sql`twins AS (
	-- One that somebody else writes just now is left out: nobody waits for each other.
	SELECT ledger, key FROM ${payments}
	WHERE ledger = ${ledger} AND likeness = ${hashOf(likeness)} AND state = 'open' AND key <> ${key} AND NOT twin
		AND EXISTS (SELECT FROM claimed)
	FOR UPDATE SKIP LOCKED
), marked AS (
	UPDATE ${payments} AS other SET twin = true FROM twins
	WHERE other.ledger = twins.ledger AND other.key = twins.key
), ${counting(tables, raw('claimed WHERE arrivals = 1'), dayLimit?.value)}`;
}

/**
 * Adds payments to the totals of their days.
 *
 * @param from rows of the payments' table
 * @param limit decimal string: a total may not be empty, so what goes beyond is not written
 */
export function counting(tables: Tables, from: Sql, limit?: string): Sql {
	const { totals } = named(tables);
	const within = (total: string) =>
		sql`CASE WHEN ${raw(total)} > ${limit}::numeric THEN NULL ELSE ${raw(total)} END`;
	return sql`counted AS (
	INSERT INTO ${totals} AS sum (ledger, currency, day, total, payments)
	SELECT ledger, currency, counted_on, ${within('amount')}, 1 FROM (SELECT * FROM ${from}) added WHERE kind = 'payment'
	ON CONFLICT (ledger, currency, day) DO UPDATE
	SET total = ${within('sum.total + excluded.total')}, payments = sum.payments + 1
)`;
}

/** Whether another payment of the same likeness is in doubt. */
function hasTwin(tables: Tables, { key, likeness }: Tried, { ledger }: Origin): Sql {
	const { payments } = named(tables);
	return sql`EXISTS (SELECT FROM ${payments} AS other WHERE other.ledger = ${ledger}
		AND other.likeness = ${hashOf(likeness)} AND other.state = 'open' AND other.key <> ${key})`;
}

/** Two lists of IDs as one, each of them once. */
export function union(some: string, others: string | Sql): Sql {
	const more = typeof others === 'string' ? raw(others) : others;
	return sql`ARRAY(SELECT DISTINCT unnest(${raw(some)} || ${more}))`;
}

/** The names of tables as SQL. */
export function named({
	payments,
	totals,
	meta,
}: Tables): Record<'payments' | 'totals' | 'meta', Sql> {
	return { payments: raw(payments), totals: raw(totals), meta: raw(meta) };
}
