-- The tables in which n8n-nodes-zen remembers payments, for an administrator who makes them by hand.
--
-- Needed only where the user of the ZEN Ledger API credential has no right to make tables. Run it once in
-- the database of the credential. For another schema than public replace "public." and "SCHEMA public"
-- throughout. The role has no password: give it one, or grant zen_ledger to the user of the credential.
--
-- A test of the package makes sure that these are the tables it would make itself.

BEGIN;

CREATE TABLE IF NOT EXISTS public.zen_ledger_meta (
	name text PRIMARY KEY,
	value integer NOT NULL
);

CREATE TABLE IF NOT EXISTS public.zen_ledger_payments (
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
);

CREATE INDEX IF NOT EXISTS zen_ledger_payments_listed ON public.zen_ledger_payments (ledger, state, last_attempt);

CREATE INDEX IF NOT EXISTS zen_ledger_payments_ids ON public.zen_ledger_payments (ledger, lower(payment_id));

CREATE INDEX IF NOT EXISTS zen_ledger_payments_earlier ON public.zen_ledger_payments USING gin (earlier_ids) WHERE earlier_ids <> '{}';

CREATE INDEX IF NOT EXISTS zen_ledger_payments_alike ON public.zen_ledger_payments (ledger, likeness, state, closed_at);

CREATE TABLE IF NOT EXISTS public.zen_ledger_totals (
	ledger text NOT NULL,
	currency text NOT NULL,
	day date NOT NULL,
	total numeric NOT NULL,
	payments integer NOT NULL,
	PRIMARY KEY (ledger, currency, day)
);

INSERT INTO public.zen_ledger_meta (name, value) VALUES ('version', 1) ON CONFLICT (name) DO NOTHING;

-- All that the package needs: it deletes nothing, and changes no table.
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'zen_ledger') THEN
		CREATE ROLE zen_ledger LOGIN;
	END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO zen_ledger;
GRANT SELECT ON public.zen_ledger_meta TO zen_ledger;
GRANT SELECT, INSERT, UPDATE ON public.zen_ledger_payments, public.zen_ledger_totals TO zen_ledger;

COMMIT;
