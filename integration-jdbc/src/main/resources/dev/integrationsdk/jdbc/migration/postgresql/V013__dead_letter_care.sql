-- Dead letters that are tried again or given up, what is kept of their records, and records that wait for others.
ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS direction VARCHAR(16) COLLATE "C" DEFAULT 'PULL' NOT NULL;

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS state_hash BYTEA;

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS retry_at TIMESTAMP;

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS waiting BOOLEAN DEFAULT FALSE NOT NULL;

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS discarded BOOLEAN DEFAULT FALSE NOT NULL;

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_page ON ${prefix}dead_letter (scope_id, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_cause ON ${prefix}dead_letter (scope_id, code, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_due ON ${prefix}dead_letter (scope_id, retry_at);

-- Encrypted.
CREATE TABLE IF NOT EXISTS ${prefix}kept_record (
    external_id VARCHAR(512) COLLATE "C" NOT NULL,
    scope_id INTEGER NOT NULL,
    key_id VARCHAR(32) COLLATE "C" NOT NULL,
    envelope BYTEA NOT NULL,
    PRIMARY KEY (scope_id, external_id)
);

-- What another key has encrypted is found along this one.
CREATE INDEX IF NOT EXISTS ${prefix}kept_record_key ON ${prefix}kept_record (key_id, scope_id, external_id);

-- A wait is over once the awaited record has an active mapping: nothing else says so.
CREATE TABLE IF NOT EXISTS ${prefix}deferred_record (
    external_id VARCHAR(512) COLLATE "C" NOT NULL,
    scope_id INTEGER NOT NULL,
    awaited_scope_id INTEGER NOT NULL,
    awaited_type VARCHAR(64) COLLATE "C" NOT NULL,
    awaited_id VARCHAR(512) COLLATE "C" NOT NULL,
    since TIMESTAMP NOT NULL,
    overdue BOOLEAN NOT NULL,
    run_id UUID NOT NULL,
    correlation_id VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (scope_id, external_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}deferred_record_age ON ${prefix}deferred_record (scope_id, overdue, since);

CREATE INDEX IF NOT EXISTS ${prefix}deferred_record_awaited ON ${prefix}deferred_record (awaited_scope_id, awaited_id);

INSERT INTO ${prefix}schema_history (version) VALUES (13);
