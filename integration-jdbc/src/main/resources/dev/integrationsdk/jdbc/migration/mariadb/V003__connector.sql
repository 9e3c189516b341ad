-- Connectors as they are configured, without secrets, and every version of them.
CREATE TABLE IF NOT EXISTS ${prefix}connector (
    tenant_id VARCHAR(64) NOT NULL,
    connector_id VARCHAR(64) NOT NULL,
    system_code VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    revision BIGINT NOT NULL,
    config MEDIUMTEXT NOT NULL,
    changed_by VARCHAR(128) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    created_by VARCHAR(128) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, connector_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS ${prefix}connector_system ON ${prefix}connector (tenant_id, system_code, connector_id);

-- Append-only; it stays when the connector is deleted, so that its id is never given to another one.
CREATE TABLE IF NOT EXISTS ${prefix}connector_version (
    tenant_id VARCHAR(64) NOT NULL,
    connector_id VARCHAR(64) NOT NULL,
    revision BIGINT NOT NULL,
    system_code VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    config MEDIUMTEXT NOT NULL,
    changed_by VARCHAR(128) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, connector_id, revision)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO ${prefix}schema_history (version) VALUES (3);
