-- Encrypted secrets of connectors, each bound to its row. Who renews one, and until when by the database's clock, stands
-- with it.
CREATE TABLE IF NOT EXISTS ${prefix}credential (
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    connector_id VARCHAR(64) COLLATE "C" NOT NULL,
    field VARCHAR(64) COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    key_id VARCHAR(32) COLLATE "C" NOT NULL,
    envelope BYTEA NOT NULL,
    written_at TIMESTAMP NOT NULL,
    refresh_owner VARCHAR(64) COLLATE "C",
    refresh_until TIMESTAMPTZ,
    PRIMARY KEY (tenant_id, connector_id, field)
) WITH (fillfactor = 70);

-- What another key has encrypted is found along this one.
CREATE INDEX IF NOT EXISTS ${prefix}credential_key ON ${prefix}credential (key_id, tenant_id, connector_id, field);

INSERT INTO ${prefix}schema_history (version) VALUES (10);
