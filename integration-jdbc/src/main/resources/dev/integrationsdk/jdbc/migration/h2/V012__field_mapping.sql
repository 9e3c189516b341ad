-- What tenants say otherwise of field mappings: append-only, the highest revision counts.
CREATE TABLE IF NOT EXISTS ${prefix}field_mapping (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    entity_type VARCHAR_CASESENSITIVE(64) NOT NULL,
    revision BIGINT NOT NULL,
    overrides VARCHAR_CASESENSITIVE(1000000) NOT NULL,
    changed_by VARCHAR_CASESENSITIVE(128) NOT NULL,
    changed_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (tenant_id, connector_id, entity_type, revision)
);

INSERT INTO ${prefix}schema_history (version) VALUES (12);
