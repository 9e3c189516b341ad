-- What a person must decide. The names of its scope stand in the row, so that a tenant's items are listed without a join.
-- Key: kind and subject while the item is open or decided, of which there is one at most; afterwards the item's id.
CREATE TABLE IF NOT EXISTS ${prefix}review_item (
    id UUID NOT NULL PRIMARY KEY,
    scope_id INTEGER NOT NULL,
    subject_key VARCHAR_CASESENSITIVE(640) NOT NULL,
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    entity_type VARCHAR_CASESENSITIVE(64) NOT NULL,
    kind VARCHAR_CASESENSITIVE(32) NOT NULL,
    subject VARCHAR_CASESENSITIVE(600) NOT NULL,
    external_id VARCHAR_CASESENSITIVE(512),
    internal_id UUID,
    summary VARCHAR_CASESENSITIVE(1000) NOT NULL,
    details CHARACTER LARGE OBJECT NOT NULL,
    status VARCHAR_CASESENSITIVE(16) NOT NULL,
    correlation_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    raised_at TIMESTAMP(6) NOT NULL,
    choice VARCHAR_CASESENSITIVE(16),
    target VARCHAR_CASESENSITIVE(600),
    decided_by VARCHAR_CASESENSITIVE(128),
    decided_at TIMESTAMP(6),
    reason VARCHAR_CASESENSITIVE(500),
    ended_at TIMESTAMP(6),
    CONSTRAINT ${prefix}review_item_subject UNIQUE (subject_key, scope_id)
);

CREATE INDEX IF NOT EXISTS ${prefix}review_item_list ON ${prefix}review_item (tenant_id, status, raised_at, id);

CREATE INDEX IF NOT EXISTS ${prefix}review_item_status ON ${prefix}review_item (scope_id, status, kind);

-- What has ended is removed along this one.
CREATE INDEX IF NOT EXISTS ${prefix}review_item_age ON ${prefix}review_item (ended_at);

INSERT INTO ${prefix}schema_history (version) VALUES (18);
