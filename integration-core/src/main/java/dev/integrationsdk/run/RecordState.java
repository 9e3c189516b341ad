package dev.integrationsdk.run;

/** How a record that was read ended. Every one ends in exactly one of these, so the counts add up. */
public enum RecordState {
    /** A new row, under a new internal id. */
    CREATED,
    /** The row it belongs to was changed, restored or given a new external id. */
    UPDATED,
    /** Nothing that the field mapping uses was different: the handler was not called. */
    UNCHANGED,
    /** A row that the host already had was matched and updated. */
    ADOPTED,
    /** Deleted, archived, out of scope, or merged into another one. */
    DELETED,
    /** Left out for a reason that is counted with it. */
    SKIPPED,
    /** Waits for another record. */
    DEFERRED,
    /** Both sides have changed the same field, and one of them has lost. */
    CONFLICTED,
    /** Not applied, or not all of it, before a person has decided. */
    IN_REVIEW,
    /** Could not be applied; kept as a dead letter. */
    DEAD
}
