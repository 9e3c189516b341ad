-- What the scan in hand of a stream has listed: of each record a hash in 8 bytes. Part 0 tells when the scan has begun.
CREATE TABLE IF NOT EXISTS ${prefix}scan_part (
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR_CASESENSITIVE(16) NOT NULL,
    part BIGINT NOT NULL,
    listed_at TIMESTAMP(6) NOT NULL,
    listed BINARY LARGE OBJECT NOT NULL,
    blind BOOLEAN NOT NULL,
    PRIMARY KEY (scope_id, scan_kind, part)
);

INSERT INTO ${prefix}schema_history (version) VALUES (19);
