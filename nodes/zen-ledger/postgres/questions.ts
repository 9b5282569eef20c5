import type { ListedPayment, Remembered } from '../../zen-payout';
import { named, TODAY } from './claims';
import { ATTEMPT, hashOf } from './entry';
import type { Place } from './entry';
import { raw, sql } from './sql';
import type { Sql } from './sql';
import type { Tables } from './tables';

const DAYS = raw(`to_char(mine.first_day, 'YYYY-MM-DD') AS "firstDay",
	to_char(mine.last_day, 'YYYY-MM-DD') AS "lastDay"`);
/** The age of the last attempt in ms, by the clock of the database alone. */
const AGE = raw(
	`(extract(epoch FROM clock_timestamp() - mine.last_attempt) * 1000)::float8 AS "agoMs"`,
);

const MOST_ALIKE = 500;

/** How payments stand, each by its place among those asked for. What was released stands as nothing. */
export function askStandings(tables: Tables, ledger: string, asked: Remembered[]): Sql {
	const { payments } = named(tables);
	return sql`SELECT asked.place::int AS place, mine.state, mine.attempts, mine.fingerprint = asked.fingerprint AS same
	FROM unnest(${asked.map(({ key }) => key)}::text[], ${asked.map(({ fingerprint }) => hashOf(fingerprint))}::text[])
		WITH ORDINALITY AS asked (key, fingerprint, place)
	JOIN ${payments} AS mine ON mine.ledger = ${ledger} AND mine.key = asked.key
	WHERE mine.state IN ('open', 'settled')`;
}

/**
 * When a payment was tried. A twin is one of the same likeness whose time in doubt touches this one's:
 * two that were claimed at the same moment did not see each other then. Where more are alike than can be
 * looked at, one of them counts as a twin: in doubt nothing is sent again.
 */
export function askAttempts(tables: Tables, ledger: string, { key, likeness }: Remembered): Sql {
	const { payments } = named(tables);
	const hash = hashOf(likeness);
	return sql`WITH mine AS (SELECT * FROM ${payments} WHERE ledger = ${ledger} AND key = ${key} AND state IN ('open', 'settled'))
	SELECT ${DAYS}, mine.state = 'open' AND NOT mine.varied AND mine.likeness = ${hash} AS "isLike",
		coalesce(mine.twin, false) OR EXISTS (
			SELECT FROM ${payments} AS other WHERE other.ledger = ${ledger} AND other.likeness = ${hash} AND other.key <> ${key}
			AND other.state = 'open' AND (mine.key IS NULL OR other.first_attempt <= coalesce(mine.closed_at, now()))
		) OR coalesce((
			SELECT bool_or(alike.first_attempt <= coalesce(mine.closed_at, now())) OR count(*) = ${MOST_ALIKE}::int FROM (
				SELECT first_attempt FROM ${payments} AS other
				WHERE other.ledger = ${ledger} AND other.likeness = ${hash} AND other.key <> ${key}
				AND other.state = 'settled' AND other.closed_at >= mine.first_attempt
				ORDER BY other.closed_at LIMIT ${MOST_ALIKE}::int
			) AS alike
		), false) AS "hasTwin"
	FROM (SELECT 1) AS one LEFT JOIN mine ON true`;
}

/** How long ago it was tried last. */
export function askAge(tables: Tables, { ledger, key }: Place): Sql {
	const { payments } = named(tables);
	return sql`SELECT ${AGE} FROM ${payments} AS mine
	WHERE ledger = ${ledger} AND key = ${key} AND state IN ('open', 'settled')`;
}

/** What was claimed on a day, in a currency: what a claim would be added to. See `counting`. */
export function askDay(
	tables: Tables,
	{ ledger, currency, day }: { ledger: string; currency: string; day: string | undefined },
): Sql {
	const { totals } = named(tables);
	return sql`SELECT total::text AS total FROM ${totals}
	WHERE ledger = ${ledger} AND currency = ${currency} AND day = coalesce(${day}::date, ${TODAY})`;
}

/** What is known of payments at ZEN: rows with their id, and whether they are those of the key. */
export function askKnown(tables: Tables, { ledger, key }: Place, listed: ListedPayment[]): Sql {
	const { payments } = named(tables);
	const ids = listed.map(({ id }) => id.toLowerCase());
	const byName = listed.filter(({ named: name }) => name !== undefined && name.key !== key);
	return sql`SELECT asked.id, mine.key = ${key} AS own FROM unnest(${ids}::text[]) AS asked (id)
	JOIN ${payments} AS mine ON mine.ledger = ${ledger} AND lower(mine.payment_id) = asked.id
	UNION ALL
	SELECT asked.id, mine.key = ${key} FROM unnest(${ids}::text[]) AS asked (id)
	JOIN ${payments} AS mine ON mine.ledger = ${ledger} AND mine.earlier_ids <> '{}' AND mine.earlier_ids @> ARRAY[asked.id]
	UNION ALL
	SELECT unnest(mine.not_same_as), false FROM ${payments} AS mine WHERE mine.ledger = ${ledger} AND mine.key = ${key}
	UNION ALL
	SELECT asked.id, false
	FROM unnest(${byName.map(({ id }) => id.toLowerCase())}::text[], ${byName.map((one) => one.named!.key)}::text[],
		${byName.map((one) => hashOf(one.named!.fingerprint))}::text[]) AS asked (id, key, fingerprint)
	JOIN ${payments} AS mine ON mine.ledger = ${ledger} AND mine.key = asked.key
	WHERE mine.fingerprint = asked.fingerprint AND mine.state IN ('open', 'settled')`;
}

/** What stands under a key. */
export function askUnder(tables: Tables, { ledger, key }: Place): Sql {
	const { payments } = named(tables);
	return sql`SELECT state, attempts, ${ATTEMPT} AS attempt, ${DAYS}, ${AGE}, kind, account_id AS "accountId", amount::text AS amount, currency, receiver
	FROM ${payments} AS mine WHERE ledger = ${ledger} AND key = ${key} AND state IN ('open', 'settled')`;
}

/** How many payments are remembered in all ledgers of these tables. */
export function askCount(tables: Tables): Sql {
	const { payments } = named(tables);
	return sql`SELECT count(*)::int AS count FROM ${payments} WHERE state IN ('open', 'settled')`;
}
