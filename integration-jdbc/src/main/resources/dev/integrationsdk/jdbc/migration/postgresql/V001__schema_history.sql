-- Which migrations have been applied. It can be run again.
-- A script of ours registers itself as its last statement, so any tool may run it; the library adds the checksum.
-- Version 0 is not a migration, but the row that is locked by whoever migrates or adds a scope.
CREATE TABLE IF NOT EXISTS ${prefix}schema_history (
    version INTEGER NOT NULL PRIMARY KEY,
    checksum VARCHAR(64),
    applied_at TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP NOT NULL
);

INSERT INTO ${prefix}schema_history (version) VALUES (0), (1) ON CONFLICT DO NOTHING;
