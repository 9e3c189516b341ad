-- Rows of the host that are to be written to the remote.
CREATE TABLE IF NOT EXISTS ${prefix}push_mark (
    scope_id INTEGER NOT NULL,
    internal_id UUID NOT NULL,
    number BIGINT NOT NULL,
    state VARCHAR(16) COLLATE "C" NOT NULL,
    marked_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    attempts INTEGER NOT NULL,
    operation_id VARCHAR(64) COLLATE "C",
    intent VARCHAR(16) COLLATE "C",
    sent_number BIGINT,
    field_hashes BYTEA,
    match_hash BIGINT,
    sent_at TIMESTAMP,
    cause VARCHAR(64) COLLATE "C",
    correlation_id VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (scope_id, internal_id)
);

-- In the order in which they are sent; the last column passes over those that are not due yet.
CREATE INDEX IF NOT EXISTS ${prefix}push_mark_due
    ON ${prefix}push_mark (scope_id, state, marked_at, internal_id, due_at);

INSERT INTO ${prefix}schema_history (version) VALUES (20);
