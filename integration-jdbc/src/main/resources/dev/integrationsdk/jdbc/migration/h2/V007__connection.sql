-- How each connector stands with its remote: what the library finds, while the other columns are what somebody configured.
-- What is only read is in one column of JSON. checked_at is in 1970 if there was no health check yet, so that those wait
-- longest along the index.
ALTER TABLE ${prefix}connector ADD COLUMN IF NOT EXISTS connection_state VARCHAR_CASESENSITIVE(16) DEFAULT 'PENDING' NOT NULL;

ALTER TABLE ${prefix}connector ADD COLUMN IF NOT EXISTS connection_revision BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE ${prefix}connector ADD COLUMN IF NOT EXISTS connection_fields VARCHAR_CASESENSITIVE(50000) DEFAULT '{"since":"1970-01-01T00:00:00Z"}' NOT NULL;

ALTER TABLE ${prefix}connector ADD COLUMN IF NOT EXISTS checked_at TIMESTAMP(6) DEFAULT TIMESTAMP '1970-01-01 00:00:00' NOT NULL;

CREATE INDEX IF NOT EXISTS ${prefix}connector_state
    ON ${prefix}connector (tenant_id, connection_state, connector_id);

CREATE INDEX IF NOT EXISTS ${prefix}connector_check
    ON ${prefix}connector (status, checked_at, tenant_id, connector_id);

INSERT INTO ${prefix}schema_history (version) VALUES (7);
