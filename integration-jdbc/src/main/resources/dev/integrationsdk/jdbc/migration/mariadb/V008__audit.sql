-- Who did what: one chain for each tenant, append-only. Each entry holds the hash of the one before it.
CREATE TABLE IF NOT EXISTS ${prefix}audit (
    tenant_id VARCHAR(64) NOT NULL,
    entry_number BIGINT NOT NULL,
    connector_id VARCHAR(64),
    actor VARCHAR(128) NOT NULL,
    action VARCHAR(32) NOT NULL,
    outcome VARCHAR(16) NOT NULL,
    correlation_id VARCHAR(64) NOT NULL,
    acted_at DATETIME(6) NOT NULL,
    detail VARCHAR(2000) NOT NULL,
    previous_hash VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (tenant_id, entry_number)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Where each chain ends: the row that is locked by whoever adds an entry.
CREATE TABLE IF NOT EXISTS ${prefix}audit_head (
    tenant_id VARCHAR(64) NOT NULL,
    entry_number BIGINT NOT NULL,
    hash VARCHAR(64) NOT NULL,
    PRIMARY KEY (tenant_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO ${prefix}schema_history (version) VALUES (8);
