-- Connectors as they are configured, without secrets, and every version of them.
CREATE TABLE IF NOT EXISTS ${prefix}connector (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    system_code VARCHAR_CASESENSITIVE(64) NOT NULL,
    status VARCHAR_CASESENSITIVE(16) NOT NULL,
    revision BIGINT NOT NULL,
    config VARCHAR_CASESENSITIVE(1000000) NOT NULL,
    changed_by VARCHAR_CASESENSITIVE(128) NOT NULL,
    changed_at TIMESTAMP(6) NOT NULL,
    created_by VARCHAR_CASESENSITIVE(128) NOT NULL,
    created_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (tenant_id, connector_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}connector_system ON ${prefix}connector (tenant_id, system_code, connector_id);

-- Append-only; it stays when the connector is deleted, so that its id is never given to another one.
CREATE TABLE IF NOT EXISTS ${prefix}connector_version (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    revision BIGINT NOT NULL,
    system_code VARCHAR_CASESENSITIVE(64) NOT NULL,
    status VARCHAR_CASESENSITIVE(16) NOT NULL,
    config VARCHAR_CASESENSITIVE(1000000) NOT NULL,
    changed_by VARCHAR_CASESENSITIVE(128) NOT NULL,
    changed_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (tenant_id, connector_id, revision)
);

INSERT INTO ${prefix}schema_history (version) VALUES (3);
