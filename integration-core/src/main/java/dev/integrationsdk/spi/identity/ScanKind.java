package dev.integrationsdk.spi.identity;

/** What a stream is for. Each kind has a checkpoint of its own, so that a backfill never moves the live position. */
public enum ScanKind {
    /** Every record, from the beginning; once it is complete, the next one starts from the beginning again. */
    FULL,
    /** What changed since the checkpoint. Starts where a completed {@link #FULL} scan began. */
    INCREMENTAL,
    /** A range of the past, while the live stream goes on. */
    BACKFILL,
    /**
     * Every record, to bring the host's rows back to what the remote holds: each is handed over, whether it has changed or not.
     * Always begins anew. An adapter reads it as it does {@link #FULL}.
     */
    RECONCILE,
    /** Records that somebody has named. Not asked of a {@code PullSource}. */
    RECORD,
    /** What the host has changed, written to the remote. Not asked of a {@code PullSource}. */
    PUSH;

    /** As which kind an adapter is asked to read it. */
    public ScanKind asPulled() {
        return this == RECONCILE ? FULL : this;
    }
}
