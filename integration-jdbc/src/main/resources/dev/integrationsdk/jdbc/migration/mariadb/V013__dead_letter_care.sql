-- Dead letters that are tried again or given up, what is kept of their records, and records that wait for others.
ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS direction VARCHAR(16) DEFAULT 'PULL' NOT NULL;

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS state_hash BINARY(16);

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS retry_at DATETIME(6);

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS waiting BOOLEAN DEFAULT FALSE NOT NULL;

ALTER TABLE ${prefix}dead_letter ADD COLUMN IF NOT EXISTS discarded BOOLEAN DEFAULT FALSE NOT NULL;

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_page ON ${prefix}dead_letter (scope_id, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_cause ON ${prefix}dead_letter (scope_id, code, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_due ON ${prefix}dead_letter (scope_id, retry_at);

-- Encrypted.
CREATE TABLE IF NOT EXISTS ${prefix}kept_record (
    external_id VARCHAR(512) NOT NULL,
    scope_id INTEGER NOT NULL,
    key_id VARCHAR(32) NOT NULL,
    envelope MEDIUMBLOB NOT NULL,
    PRIMARY KEY (scope_id, external_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What another key has encrypted is found along this one.
CREATE INDEX IF NOT EXISTS ${prefix}kept_record_key ON ${prefix}kept_record (key_id, scope_id, external_id);

-- A wait is over once the awaited record has an active mapping: nothing else says so.
CREATE TABLE IF NOT EXISTS ${prefix}deferred_record (
    external_id VARCHAR(512) NOT NULL,
    scope_id INTEGER NOT NULL,
    awaited_scope_id INTEGER NOT NULL,
    awaited_type VARCHAR(64) NOT NULL,
    awaited_id VARCHAR(512) NOT NULL,
    since DATETIME(6) NOT NULL,
    overdue BOOLEAN NOT NULL,
    run_id UUID NOT NULL,
    correlation_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (scope_id, external_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS ${prefix}deferred_record_age ON ${prefix}deferred_record (scope_id, overdue, since);

CREATE INDEX IF NOT EXISTS ${prefix}deferred_record_awaited ON ${prefix}deferred_record (awaited_scope_id, awaited_id);

INSERT INTO ${prefix}schema_history (version) VALUES (13);
