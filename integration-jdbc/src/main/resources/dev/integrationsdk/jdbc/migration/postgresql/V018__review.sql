-- What a person must decide. The names of its scope stand in the row, so that a tenant's items are listed without a join.
-- Key: kind and subject while the item is open or decided, of which there is one at most; afterwards the item's id.
CREATE TABLE IF NOT EXISTS ${prefix}review_item (
    id UUID NOT NULL PRIMARY KEY,
    scope_id INTEGER NOT NULL,
    subject_key VARCHAR(640) COLLATE "C" NOT NULL,
    tenant_id VARCHAR(64) COLLATE "C" NOT NULL,
    connector_id VARCHAR(64) COLLATE "C" NOT NULL,
    entity_type VARCHAR(64) COLLATE "C" NOT NULL,
    kind VARCHAR(32) COLLATE "C" NOT NULL,
    subject VARCHAR(600) COLLATE "C" NOT NULL,
    external_id VARCHAR(512) COLLATE "C",
    internal_id UUID,
    summary VARCHAR(1000) COLLATE "C" NOT NULL,
    details TEXT COLLATE "C" NOT NULL,
    status VARCHAR(16) COLLATE "C" NOT NULL,
    correlation_id VARCHAR(64) COLLATE "C" NOT NULL,
    raised_at TIMESTAMP NOT NULL,
    choice VARCHAR(16) COLLATE "C",
    target VARCHAR(600) COLLATE "C",
    decided_by VARCHAR(128) COLLATE "C",
    decided_at TIMESTAMP,
    reason VARCHAR(500) COLLATE "C",
    ended_at TIMESTAMP,
    CONSTRAINT ${prefix}review_item_subject UNIQUE (scope_id, subject_key)
);

CREATE INDEX IF NOT EXISTS ${prefix}review_item_list ON ${prefix}review_item (tenant_id, status, raised_at, id);

CREATE INDEX IF NOT EXISTS ${prefix}review_item_status ON ${prefix}review_item (scope_id, status, kind);

-- What has ended is removed along this one.
CREATE INDEX IF NOT EXISTS ${prefix}review_item_age ON ${prefix}review_item (ended_at);

INSERT INTO ${prefix}schema_history (version) VALUES (18);
