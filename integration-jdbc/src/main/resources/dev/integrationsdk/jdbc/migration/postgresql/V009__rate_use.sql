-- What was taken of the long rate limits of an account, so that it outlives a restart and all processes share it.
CREATE TABLE IF NOT EXISTS ${prefix}rate_use (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    account VARCHAR(320) COLLATE "C" NOT NULL,
    per_nanos BIGINT NOT NULL,
    window_start TIMESTAMP NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account, per_nanos)
);

INSERT INTO ${prefix}schema_history (version) VALUES (9);
