package dev.integrationsdk.host;

/** What a handler is asked to do. More kinds may come: treat an unknown one as a reason to reject. */
public enum ChangeKind {
    /** The record exists and looks like this: create or update the row of its internal id. */
    UPSERTED,
    /** The record is gone over there. */
    DELETED,
    /** The record went into another one: {@link InboundChange#survivor()}. */
    MERGED,
    /** The record has a new external id; its internal id stays. */
    REKEYED
}
