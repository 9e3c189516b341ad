package dev.integrationsdk.spi.identity;

/** Why a stream is read. Each kind has a checkpoint of its own, so that a backfill never moves the live position. */
public enum ScanKind {
    /** Every record, from the beginning; once it is complete, the next one starts from the beginning again. */
    FULL,
    /** What changed since the checkpoint. Starts where a completed {@link #FULL} scan began. */
    INCREMENTAL,
    /** A range of the past, while the live stream goes on. Not run by the engine yet. */
    BACKFILL,
    /** Every record, to compare both sides. Not run by the engine yet. */
    RECONCILE
}
