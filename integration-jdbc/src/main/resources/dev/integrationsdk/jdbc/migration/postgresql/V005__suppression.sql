-- Records that must not come back: of each a keyed fingerprint in hexadecimal digits, never its external id.
CREATE TABLE IF NOT EXISTS ${prefix}suppression (
    scope_id INTEGER NOT NULL,
    fingerprint VARCHAR(64) COLLATE "C" NOT NULL,
    suppressed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (scope_id, fingerprint)
);

INSERT INTO ${prefix}schema_history (version) VALUES (5);
