-- Schedules of streams: the table of db-scheduler 16.12, under our prefix. Times are UTC without a zone.
-- task_instance names the stream: tenant/connector/entity type/scan kind, at most 64 + 64 + 64 + 11 characters and three
-- slashes. task_data is JSON in UTF-8. The priority is not used; db-scheduler may want the column one day.
CREATE TABLE IF NOT EXISTS ${prefix}scheduled_task (
    task_name VARCHAR(64) NOT NULL,
    task_instance VARCHAR(256) NOT NULL,
    task_data VARBINARY(4000),
    execution_time DATETIME(6) NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by VARCHAR(64),
    last_success DATETIME(6),
    last_failure DATETIME(6),
    consecutive_failures INTEGER,
    last_heartbeat DATETIME(6),
    version BIGINT NOT NULL,
    priority SMALLINT,
    PRIMARY KEY (task_name, task_instance)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

CREATE INDEX IF NOT EXISTS ${prefix}scheduled_task_due ON ${prefix}scheduled_task (execution_time);

CREATE INDEX IF NOT EXISTS ${prefix}scheduled_task_heartbeat ON ${prefix}scheduled_task (last_heartbeat);

INSERT INTO ${prefix}schema_history (version) VALUES (6);
