-- Every call to the outside, without bodies, headers and values of records.
CREATE TABLE IF NOT EXISTS ${prefix}integration_log (
    tenant_id VARCHAR(64) NOT NULL,
    id UUID NOT NULL,
    connector_id VARCHAR(64) NOT NULL,
    correlation_id VARCHAR(64) NOT NULL,
    operation VARCHAR(128) NOT NULL,
    method VARCHAR(32) NOT NULL,
    endpoint VARCHAR(512) NOT NULL,
    status VARCHAR(16) NOT NULL,
    attempts INTEGER NOT NULL,
    duration_micros BIGINT NOT NULL,
    code VARCHAR(64),
    message VARCHAR(1000) NOT NULL,
    started_at DATETIME(6) NOT NULL,
    PRIMARY KEY (tenant_id, id)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS ${prefix}integration_log_connector
    ON ${prefix}integration_log (tenant_id, connector_id, started_at DESC, id DESC);

CREATE INDEX IF NOT EXISTS ${prefix}integration_log_trace
    ON ${prefix}integration_log (tenant_id, correlation_id, started_at DESC, id DESC);

-- What is removed once it is old goes along these two.
CREATE INDEX IF NOT EXISTS ${prefix}integration_log_age ON ${prefix}integration_log (started_at);

CREATE INDEX IF NOT EXISTS ${prefix}job_run_age ON ${prefix}job_run (completed_at);

INSERT INTO ${prefix}schema_history (version) VALUES (4);
