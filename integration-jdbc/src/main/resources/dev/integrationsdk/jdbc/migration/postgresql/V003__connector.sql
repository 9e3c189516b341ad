-- Connectors as they are configured, without secrets, and every version of them.
CREATE TABLE IF NOT EXISTS ${prefix}connector (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    connector_id VARCHAR(64) COLLATE "C" NOT NULL,
    system_code VARCHAR(64) COLLATE "C" NOT NULL,
    status VARCHAR(16) COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    config TEXT COLLATE "C" NOT NULL,
    changed_by VARCHAR(128) COLLATE "C" NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    created_by VARCHAR(128) COLLATE "C" NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (tenant_id, connector_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}connector_system ON ${prefix}connector (tenant_id, system_code, connector_id);

-- Append-only; it stays when the connector is deleted, so that its id is never given to another one.
CREATE TABLE IF NOT EXISTS ${prefix}connector_version (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    connector_id VARCHAR(64) COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    system_code VARCHAR(64) COLLATE "C" NOT NULL,
    status VARCHAR(16) COLLATE "C" NOT NULL,
    config TEXT COLLATE "C" NOT NULL,
    changed_by VARCHAR(128) COLLATE "C" NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (tenant_id, connector_id, revision)
);

INSERT INTO ${prefix}schema_history (version) VALUES (3);
