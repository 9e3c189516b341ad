-- Who did what: one chain for each tenant, append-only. Each entry holds the hash of the one before it.
CREATE TABLE IF NOT EXISTS ${prefix}audit (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    entry_number BIGINT NOT NULL,
    connector_id VARCHAR(64) COLLATE "C",
    actor VARCHAR(128) COLLATE "C" NOT NULL,
    action VARCHAR(32) COLLATE "C" NOT NULL,
    outcome VARCHAR(16) COLLATE "C" NOT NULL,
    correlation_id VARCHAR(64) COLLATE "C" NOT NULL,
    acted_at TIMESTAMP NOT NULL,
    detail VARCHAR(2000) COLLATE "C" NOT NULL,
    previous_hash VARCHAR(64) COLLATE "C" NOT NULL,
    hash VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id, entry_number)
);

-- Where each chain ends: the row that is locked by whoever adds an entry.
CREATE TABLE IF NOT EXISTS ${prefix}audit_head (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    entry_number BIGINT NOT NULL,
    hash VARCHAR(64) COLLATE "C" NOT NULL,
    PRIMARY KEY (tenant_id)
);

INSERT INTO ${prefix}schema_history (version) VALUES (8);
