-- What the scan in hand of a stream has listed: of each record a hash in 8 bytes. Part 0 tells when the scan has begun.
CREATE TABLE IF NOT EXISTS ${prefix}scan_part (
    scope_id INTEGER NOT NULL,
    scan_kind VARCHAR(16) NOT NULL,
    part BIGINT NOT NULL,
    listed_at DATETIME(6) NOT NULL,
    listed LONGBLOB NOT NULL,
    blind BOOLEAN NOT NULL,
    PRIMARY KEY (scope_id, scan_kind, part)
) ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

INSERT INTO ${prefix}schema_history (version) VALUES (19);
