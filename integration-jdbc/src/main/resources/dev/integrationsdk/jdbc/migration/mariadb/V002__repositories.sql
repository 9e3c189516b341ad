-- What the library keeps: scopes, record mappings, checkpoints, leases, job runs, dead letters.
-- Times are UTC without a zone, by the library's clock; those of a lease are by the database's clock.
CREATE TABLE IF NOT EXISTS ${prefix}scope (
    scope_id INTEGER NOT NULL AUTO_INCREMENT PRIMARY KEY,
    tenant_id VARCHAR(64) NOT NULL,
    connector_id VARCHAR(64) NOT NULL,
    entity_type VARCHAR(64) NOT NULL,
    CONSTRAINT ${prefix}scope_names UNIQUE (tenant_id, connector_id, entity_type)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- A row of the host belongs to one active mapping at most; those of deleted and merged records may name it as well.
CREATE TABLE IF NOT EXISTS ${prefix}record_mapping (
    scope_id INTEGER NOT NULL,
    external_id VARCHAR(512) NOT NULL,
    internal_id UUID NOT NULL,
    status VARCHAR(16) NOT NULL,
    version VARCHAR(256),
    modified_at DATETIME(6),
    content_hash BINARY(16) NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    field_hashes MEDIUMBLOB,
    active_id UUID AS (CASE WHEN status = 'ACTIVE' THEN internal_id END) VIRTUAL,
    PRIMARY KEY (scope_id, external_id),
    CONSTRAINT ${prefix}record_mapping_row UNIQUE (active_id, scope_id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS ${prefix}checkpoint (
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) NOT NULL,
    format INTEGER NOT NULL,
    watermark TEXT NOT NULL,
    page_cursor TEXT,
    scan_complete BOOLEAN NOT NULL,
    revision BIGINT NOT NULL,
    epoch BIGINT NOT NULL,
    updated_at DATETIME(6) NOT NULL,
    PRIMARY KEY (scope_id, scan_kind)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS ${prefix}lease (
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) NOT NULL,
    owner VARCHAR(128),
    epoch BIGINT NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    PRIMARY KEY (scope_id, scan_kind)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE TABLE IF NOT EXISTS ${prefix}job_run (
    id UUID NOT NULL PRIMARY KEY,
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) NOT NULL,
    system_code VARCHAR(64) NOT NULL,
    requested_by VARCHAR(128) NOT NULL,
    correlation_id VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    completed_at DATETIME(6),
    created_count BIGINT NOT NULL,
    updated_count BIGINT NOT NULL,
    unchanged_count BIGINT NOT NULL,
    adopted_count BIGINT NOT NULL,
    deleted_count BIGINT NOT NULL,
    skipped_count BIGINT NOT NULL,
    dead_count BIGINT NOT NULL,
    skip_reasons MEDIUMTEXT NOT NULL,
    failure_code VARCHAR(64),
    failure_message VARCHAR(2000),
    failure_retry_at DATETIME(6)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS ${prefix}job_run_latest ON ${prefix}job_run (scope_id, started_at DESC, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}job_run_status ON ${prefix}job_run (scope_id, status);

CREATE TABLE IF NOT EXISTS ${prefix}dead_letter (
    record_key VARCHAR(640) NOT NULL,
    scope_id INTEGER NOT NULL,
    id UUID NOT NULL,
    external_id VARCHAR(512),
    position VARCHAR(1000) NOT NULL,
    run_id UUID NOT NULL,
    correlation_id VARCHAR(64) NOT NULL,
    code VARCHAR(64) NOT NULL,
    message VARCHAR(1000) NOT NULL,
    attempts INTEGER NOT NULL,
    failed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (scope_id, record_key)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS ${prefix}dead_letter_latest ON ${prefix}dead_letter (scope_id, failed_at DESC, id DESC);

INSERT INTO ${prefix}schema_history (version) VALUES (2);
