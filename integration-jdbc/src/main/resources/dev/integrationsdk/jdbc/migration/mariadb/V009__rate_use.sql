-- What was taken of the long rate limits of an account, so that it outlives a restart and all processes share it.
CREATE TABLE IF NOT EXISTS ${prefix}rate_use (
    tenant_id VARCHAR(64) NOT NULL,
    account VARCHAR(320) NOT NULL,
    per_nanos BIGINT NOT NULL,
    window_start DATETIME(6) NOT NULL,
    used BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, account, per_nanos)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO ${prefix}schema_history (version) VALUES (9);
