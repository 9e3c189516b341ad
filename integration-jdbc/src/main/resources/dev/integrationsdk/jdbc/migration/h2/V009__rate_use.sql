-- What was taken of the long rate limits of an account, so that it outlives a restart and all processes share it.
CREATE TABLE IF NOT EXISTS ${prefix}rate_use (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    account VARCHAR_CASESENSITIVE(320) NOT NULL,
    per_nanos BIGINT NOT NULL,
    window_start TIMESTAMP(6) NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account, per_nanos)
);

-- The other databases have the scope first in the key.
CREATE INDEX IF NOT EXISTS ${prefix}suppression_scope ON ${prefix}suppression (scope_id);

INSERT INTO ${prefix}schema_history (version) VALUES (9);
