package dev.integrationsdk.store;

/** What {@link Retention} can remove. */
public enum PurgedTable {
    /** Runs that had ended, by when; neither one that is running nor the last one of its stream that has ended. */
    JOB_RUN,
    /** Calls to the outside, by when they had started. */
    INTEGRATION_LOG,
    /** Attempts to connect that nobody came back from, by when they ran out. */
    PENDING_AUTHORIZATION,
    /** Review items that are closed or lapsed, by when they ended. */
    REVIEW_ITEM
}
