-- Records that must not come back: of each a keyed fingerprint in hexadecimal digits, never its external id.
CREATE TABLE IF NOT EXISTS ${prefix}suppression (
    scope_id INTEGER NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    suppressed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (scope_id, fingerprint)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO ${prefix}schema_history (version) VALUES (5);
