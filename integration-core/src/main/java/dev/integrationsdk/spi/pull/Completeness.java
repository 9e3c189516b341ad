package dev.integrationsdk.spi.pull;

/** Whether a finished scan saw everything. */
public enum Completeness {
    /** Every record in scope was listed: what was absent may be gone. */
    COMPLETE,
    /** A limit, a missing right or a truncated answer may have hidden records: absence proves nothing. */
    PARTIAL
}
