-- What tenants say otherwise of field mappings: append-only, the highest revision counts.
CREATE TABLE IF NOT EXISTS ${prefix}field_mapping (
    tenant_id VARCHAR(64) NOT NULL,
    connector_id VARCHAR(64) NOT NULL,
    entity_type VARCHAR(64) NOT NULL,
    revision BIGINT NOT NULL,
    overrides MEDIUMTEXT NOT NULL,
    changed_by VARCHAR(128) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, connector_id, entity_type, revision)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO ${prefix}schema_history (version) VALUES (12);
