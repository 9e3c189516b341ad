-- Which migrations have been applied. It can be run again.
-- A script of ours registers itself as its last statement, so any tool may run it; the library adds the checksum.
-- Version 0 is not a migration, but the row that is locked by whoever migrates or adds a scope.
CREATE TABLE IF NOT EXISTS ${prefix}schema_history (
    version INTEGER NOT NULL PRIMARY KEY,
    checksum VARCHAR_CASESENSITIVE(64),
    applied_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

MERGE INTO ${prefix}schema_history AS known
USING (VALUES (0), (1)) AS script (version) ON known.version = script.version
WHEN NOT MATCHED THEN INSERT (version) VALUES (script.version);
