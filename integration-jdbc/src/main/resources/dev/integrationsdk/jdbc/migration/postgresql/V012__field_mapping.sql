-- What tenants say otherwise of field mappings: append-only, the highest revision counts.
CREATE TABLE IF NOT EXISTS ${prefix}field_mapping (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    connector_id VARCHAR(64) COLLATE "C" NOT NULL,
    entity_type VARCHAR(64) COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    overrides TEXT NOT NULL,
    changed_by VARCHAR(128) COLLATE "C" NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (tenant_id, connector_id, entity_type, revision)
);

INSERT INTO ${prefix}schema_history (version) VALUES (12);
