/** The form of the tables. A newer package that changes them counts on. */
export const VERSION = 1;

/** What the tables of a ledger are called, ready for SQL. */
export interface Tables {
	schema: string;
	payments: string;
	totals: string;
	meta: string;
}

export function tablesIn(schema: string): Tables {
	const of = (name: string) => `${quoted(schema)}.zen_ledger_${name}`;
	return { schema, payments: of('payments'), totals: of('totals'), meta: of('meta') };
}

/**
 * The SQL that makes the tables, one statement each. `docs/ledger.sql` holds the same for those whose
 * administrator makes them.
 */
export function creation({ payments, totals, meta }: Tables): string[] {
	return [
		`CREATE TABLE IF NOT EXISTS ${meta} (
	name text PRIMARY KEY,
	value integer NOT NULL
)`,
		`CREATE TABLE IF NOT EXISTS ${payments} (
	ledger text NOT NULL,
	key text NOT NULL,
	kind text NOT NULL,
	external_id text NOT NULL,
	-- Hashes, so that no account is read by chance. They hide it from nobody who tries all that it could be.
	fingerprint text NOT NULL,
	likeness text NOT NULL,
	amount numeric NOT NULL,
	currency text NOT NULL,
	account_id text NOT NULL,
	-- Masked: LT60…8901.
	receiver text NOT NULL,
	state text NOT NULL CHECK (state IN ('open', 'settled', 'released', 'resolved')),
	attempts integer NOT NULL,
	-- By the clock of this database.
	first_attempt timestamptz NOT NULL DEFAULT now(),
	last_attempt timestamptz NOT NULL DEFAULT now(),
	-- When it was in doubt no more.
	closed_at timestamptz,
	-- UTC days by ZEN's clock; empty when an attempt cannot be dated.
	first_day date,
	last_day date,
	-- Attempts under this key were not all alike.
	varied boolean NOT NULL DEFAULT false,
	-- Others that only their reference tells apart were in doubt at the same time.
	twin boolean NOT NULL DEFAULT false,
	payment_id text,
	status text,
	-- In lower case, of earlier attempts.
	earlier_ids text[] NOT NULL DEFAULT '{}',
	not_same_as text[] NOT NULL DEFAULT '{}',
	-- Whose attempt the latest one is, and how often its statement arrived.
	claim uuid NOT NULL,
	arrivals integer NOT NULL DEFAULT 1,
	-- In which day's total its amount stands.
	counted_on date NOT NULL,
	-- The row before the latest attempt, which returns when that was for nothing.
	before jsonb,
	workflow_id text,
	workflow_name text,
	execution_id text,
	node_name text,
	resolved_at timestamptz,
	resolved_by text,
	PRIMARY KEY (ledger, key)
)`,
		`CREATE INDEX IF NOT EXISTS zen_ledger_payments_listed ON ${payments} (ledger, state, last_attempt)`,
		`CREATE INDEX IF NOT EXISTS zen_ledger_payments_ids ON ${payments} (ledger, lower(payment_id))`,
		`CREATE INDEX IF NOT EXISTS zen_ledger_payments_earlier ON ${payments} USING gin (earlier_ids) WHERE earlier_ids <> '{}'`,
		`CREATE INDEX IF NOT EXISTS zen_ledger_payments_alike ON ${payments} (ledger, likeness, state, closed_at)`,
		`CREATE TABLE IF NOT EXISTS ${totals} (
	ledger text NOT NULL,
	currency text NOT NULL,
	day date NOT NULL,
	total numeric NOT NULL,
	payments integer NOT NULL,
	PRIMARY KEY (ledger, currency, day)
)`,
		`INSERT INTO ${meta} (name, value) VALUES ('version', ${VERSION}) ON CONFLICT (name) DO NOTHING`,
	];
}

function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}
