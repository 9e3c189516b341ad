-- Rows of the host that are to be written to the remote.
-- The row comes first in the key: H2 scans a whole scope for a list of ids on the last column of a key.
CREATE TABLE IF NOT EXISTS ${prefix}push_mark (
    scope_id INTEGER NOT NULL,
    internal_id UUID NOT NULL,
    number BIGINT NOT NULL,
    state VARCHAR_CASESENSITIVE(16) NOT NULL,
    marked_at TIMESTAMP(6) NOT NULL,
    due_at TIMESTAMP(6) NOT NULL,
    attempts INTEGER NOT NULL,
    operation_id VARCHAR_CASESENSITIVE(64),
    intent VARCHAR_CASESENSITIVE(16),
    sent_number BIGINT,
    field_hashes VARBINARY(1000000),
    match_hash BIGINT,
    sent_at TIMESTAMP(6),
    cause VARCHAR_CASESENSITIVE(64),
    correlation_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    PRIMARY KEY (internal_id, scope_id)
);

-- In the order in which they are sent; the last column passes over those that are not due yet.
CREATE INDEX IF NOT EXISTS ${prefix}push_mark_due
    ON ${prefix}push_mark (scope_id, state, marked_at, internal_id, due_at);

INSERT INTO ${prefix}schema_history (version) VALUES (20);
