package dev.integrationsdk.store;

/** Where a record mapping stands. */
public enum MappingStatus {
    ACTIVE,
    /** The record is gone over there; its internal id is kept, so that a restored one finds its row again. */
    DELETED,
    /** The record went into another one; the internal id is that one's, if it was known. */
    MERGED
}
