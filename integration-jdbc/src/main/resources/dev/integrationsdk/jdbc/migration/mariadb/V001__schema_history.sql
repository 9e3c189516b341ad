-- Which migrations have been applied. It can be run again.
-- A script of ours registers itself as its last statement, so any tool may run it; the library adds the checksum.
-- Version 0 is not a migration, but the row that is locked by whoever migrates or adds a scope.
CREATE TABLE IF NOT EXISTS ${prefix}schema_history (
    version INTEGER NOT NULL PRIMARY KEY,
    checksum VARCHAR(64),
    applied_at DATETIME(6) DEFAULT UTC_TIMESTAMP(6) NOT NULL
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT IGNORE INTO ${prefix}schema_history (version) VALUES (0), (1);
