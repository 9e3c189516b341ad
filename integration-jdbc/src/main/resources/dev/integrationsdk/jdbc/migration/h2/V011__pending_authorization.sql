-- Who was sent to a remote to agree and has not come back yet. The state stands there as its hash alone; the verifier is
-- encrypted.
CREATE TABLE IF NOT EXISTS ${prefix}pending_authorization (
    tenant_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    state_hash VARCHAR_CASESENSITIVE(64) NOT NULL,
    connector_id VARCHAR_CASESENSITIVE(64) NOT NULL,
    actor VARCHAR_CASESENSITIVE(128) NOT NULL,
    verifier VARBINARY(1000) NOT NULL,
    redirect_uri VARCHAR_CASESENSITIVE(2000) NOT NULL,
    other_account_allowed BOOLEAN NOT NULL,
    expires_at TIMESTAMP(6) NOT NULL,
    PRIMARY KEY (tenant_id, state_hash)
);

-- What has run out is removed along this one.
CREATE INDEX IF NOT EXISTS ${prefix}pending_authorization_age ON ${prefix}pending_authorization (expires_at);

INSERT INTO ${prefix}schema_history (version) VALUES (11);
