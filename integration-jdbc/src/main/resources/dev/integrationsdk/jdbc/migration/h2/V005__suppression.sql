-- Records that must not come back: of each a keyed fingerprint in hexadecimal digits, never its external id.
-- The fingerprint comes first in the key: H2 scans a whole scope for IN on the last column of a key.
CREATE TABLE IF NOT EXISTS ${prefix}suppression (
    scope_id INTEGER NOT NULL,
    fingerprint VARCHAR_CASESENSITIVE(64) NOT NULL,
    suppressed_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (fingerprint, scope_id)
);

INSERT INTO ${prefix}schema_history (version) VALUES (5);
