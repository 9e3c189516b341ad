-- Encrypted secrets of connectors, each bound to its row. Who renews one, and until when by the database's clock, stands
-- with it.
CREATE TABLE IF NOT EXISTS ${prefix}credential (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    field VARCHAR_CASESENSITIVE(64) NOT NULL,
    version BIGINT NOT NULL,
    key_id VARCHAR_CASESENSITIVE(32) NOT NULL,
    envelope VARBINARY(60000) NOT NULL,
    written_at TIMESTAMP(6) NOT NULL,
    refresh_owner VARCHAR_CASESENSITIVE(64),
    refresh_until TIMESTAMP(6) WITH TIME ZONE,
    PRIMARY KEY (tenant_id, connector_id, field)
);

-- What another key has encrypted is found along this one.
CREATE INDEX IF NOT EXISTS ${prefix}credential_key ON ${prefix}credential (key_id, tenant_id, connector_id, field);

INSERT INTO ${prefix}schema_history (version) VALUES (10);
