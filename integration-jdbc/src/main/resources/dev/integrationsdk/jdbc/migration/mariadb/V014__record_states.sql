ALTER TABLE ${prefix}job_run ADD COLUMN IF NOT EXISTS deferred_count BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE ${prefix}job_run ADD COLUMN IF NOT EXISTS conflicted_count BIGINT DEFAULT 0 NOT NULL;

ALTER TABLE ${prefix}job_run ADD COLUMN IF NOT EXISTS in_review_count BIGINT DEFAULT 0 NOT NULL;

INSERT INTO ${prefix}schema_history (version) VALUES (14);
