-- Encrypted secrets of connectors, each bound to its row. Who renews one, and until when by the database's clock, stands
-- with it.
CREATE TABLE IF NOT EXISTS ${prefix}credential (
    tenant_id VARCHAR(64) NOT NULL,
    connector_id VARCHAR(64) NOT NULL,
    field VARCHAR(64) NOT NULL,
    version BIGINT NOT NULL,
    key_id VARCHAR(32) NOT NULL,
    envelope BLOB NOT NULL,
    written_at DATETIME(6) NOT NULL,
    refresh_owner VARCHAR(64),
    refresh_until DATETIME(6),
    PRIMARY KEY (tenant_id, connector_id, field)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- What another key has encrypted is found along this one.
CREATE INDEX IF NOT EXISTS ${prefix}credential_key ON ${prefix}credential (key_id, tenant_id, connector_id, field);

INSERT INTO ${prefix}schema_history (version) VALUES (10);
