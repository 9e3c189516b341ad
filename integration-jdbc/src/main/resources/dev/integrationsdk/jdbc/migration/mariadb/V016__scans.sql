-- Which range a backfill reads, whether the scan that ended saw everything, and how much a run expects to read.
ALTER TABLE ${prefix}checkpoint ADD COLUMN IF NOT EXISTS scan_partial BOOLEAN DEFAULT FALSE NOT NULL;

ALTER TABLE ${prefix}checkpoint ADD COLUMN IF NOT EXISTS range_from DATETIME(6) NULL;

ALTER TABLE ${prefix}checkpoint ADD COLUMN IF NOT EXISTS range_until DATETIME(6) NULL;

ALTER TABLE ${prefix}job_run ADD COLUMN IF NOT EXISTS range_from DATETIME(6) NULL;

ALTER TABLE ${prefix}job_run ADD COLUMN IF NOT EXISTS range_until DATETIME(6) NULL;

ALTER TABLE ${prefix}job_run ADD COLUMN IF NOT EXISTS expected_count BIGINT NULL;

INSERT INTO ${prefix}schema_history (version) VALUES (16);
