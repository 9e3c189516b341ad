package dev.integrationsdk.store;

/** Where a record mapping stands. */
public enum MappingStatus {
    /**
     * The internal id is promised to the record, and no state of the record is known to have been applied. Only the mode
     * SEPARATE leaves such mappings: the host's row may exist under the id, or not yet.
     */
    RESERVED,
    ACTIVE,
    /** The record is gone over there; its internal id is kept, so that a restored one finds its row again. */
    DELETED,
    /** The record went into another one; the internal id is that one's, if it was known. */
    MERGED
}
