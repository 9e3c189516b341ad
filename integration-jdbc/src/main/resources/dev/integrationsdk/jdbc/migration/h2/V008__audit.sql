-- Who did what: one chain for each tenant, append-only. Each entry holds the hash of the one before it.
CREATE TABLE IF NOT EXISTS ${prefix}audit (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    entry_number BIGINT NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64),
    actor VARCHAR_CASESENSITIVE(128) NOT NULL,
    action VARCHAR_CASESENSITIVE(32) NOT NULL,
    outcome VARCHAR_CASESENSITIVE(16) NOT NULL,
    correlation_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    acted_at TIMESTAMP(6) NOT NULL,
    detail VARCHAR_CASESENSITIVE(2000) NOT NULL,
    previous_hash VARCHAR_CASESENSITIVE(64) NOT NULL,
    hash VARCHAR_CASESENSITIVE(64) NOT NULL,
    PRIMARY KEY (tenant_id, entry_number)
);

-- Where each chain ends: the row that is locked by whoever adds an entry.
CREATE TABLE IF NOT EXISTS ${prefix}audit_head (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    entry_number BIGINT NOT NULL,
    hash VARCHAR_CASESENSITIVE(64) NOT NULL,
    PRIMARY KEY (tenant_id)
);

INSERT INTO ${prefix}schema_history (version) VALUES (8);
