-- What the library keeps: scopes, record mappings, checkpoints, leases, job runs, dead letters.
-- Times are UTC without a zone, by the library's clock; those of a lease are by the database's clock.
CREATE TABLE IF NOT EXISTS ${prefix}scope (
    scope_id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    connector_id VARCHAR(64) COLLATE "C" NOT NULL,
    entity_type VARCHAR(64) COLLATE "C" NOT NULL,
    CONSTRAINT ${prefix}scope_names UNIQUE (tenant_id, connector_id, entity_type)
);

-- A row of the host belongs to one active mapping at most; those of deleted and merged records may name it as well.
CREATE TABLE IF NOT EXISTS ${prefix}record_mapping (
    scope_id INTEGER NOT NULL,
    external_id VARCHAR(512) COLLATE "C" NOT NULL,
    internal_id UUID NOT NULL,
    status VARCHAR(16) COLLATE "C" NOT NULL,
    version VARCHAR(256) COLLATE "C",
    modified_at TIMESTAMP,
    content_hash BYTEA NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    field_hashes BYTEA,
    PRIMARY KEY (scope_id, external_id)
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX IF NOT EXISTS ${prefix}record_mapping_row ON ${prefix}record_mapping (internal_id, scope_id)
    WHERE status = 'ACTIVE';

CREATE TABLE IF NOT EXISTS ${prefix}checkpoint (
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) COLLATE "C" NOT NULL,
    format INTEGER NOT NULL,
    watermark TEXT COLLATE "C" NOT NULL,
    page_cursor TEXT COLLATE "C",
    scan_complete BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    updated_at TIMESTAMP NOT NULL,
    PRIMARY KEY (scope_id, scan_kind)
);

CREATE TABLE IF NOT EXISTS ${prefix}lease (
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) COLLATE "C" NOT NULL,
    owner VARCHAR(128) COLLATE "C",
    epoch BIGINT NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (scope_id, scan_kind)
);

CREATE TABLE IF NOT EXISTS ${prefix}job_run (
    id UUID NOT NULL PRIMARY KEY,
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) COLLATE "C" NOT NULL,
    system_code VARCHAR(64) COLLATE "C" NOT NULL,
    requested_by VARCHAR(128) COLLATE "C" NOT NULL,
    correlation_id VARCHAR(64) COLLATE "C" NOT NULL,
    status VARCHAR(16) COLLATE "C" NOT NULL,
    started_at TIMESTAMP NOT NULL,
    completed_at TIMESTAMP,
    created_count BIGINT NOT NULL,
    updated_count BIGINT NOT NULL,
    unchanged_count BIGINT NOT NULL,
    adopted_count BIGINT NOT NULL,
    deleted_count BIGINT NOT NULL,
    skipped_count BIGINT NOT NULL,
    dead_count BIGINT NOT NULL,
    skip_reasons TEXT COLLATE "C" NOT NULL,
    failure_code VARCHAR(64) COLLATE "C",
    failure_message VARCHAR(2000) COLLATE "C",
    failure_retry_at TIMESTAMP
);

CREATE INDEX IF NOT EXISTS ${prefix}job_run_latest ON ${prefix}job_run (scope_id, started_at DESC, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}job_run_status ON ${prefix}job_run (scope_id, status);

CREATE TABLE IF NOT EXISTS ${prefix}dead_letter (
    record_key VARCHAR(640) COLLATE "C" NOT NULL,
    scope_id INTEGER NOT NULL,
    id UUID NOT NULL,
    external_id VARCHAR(512) COLLATE "C",
    position VARCHAR(1000) COLLATE "C" NOT NULL,
    run_id UUID NOT NULL,
    correlation_id VARCHAR(64) COLLATE "C" NOT NULL,
    code VARCHAR(64) COLLATE "C" NOT NULL,
    message VARCHAR(1000) COLLATE "C" NOT NULL,
    attempts INTEGER NOT NULL,
    failed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (scope_id, record_key)
);

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_latest ON ${prefix}dead_letter (scope_id, failed_at DESC, id DESC);

INSERT INTO ${prefix}schema_history (version) VALUES (2);
