package dev.integrationsdk.run;

/** Where a job run stands. */
public enum RunStatus {
    RUNNING(false),
    /** Nothing was sent, since the connector or its direction is turned off or paused: such a run is not stored. */
    SKIPPED(true),
    /** It came to its end. */
    SUCCEEDED(true),
    /** It came to its end, but did not see everything, as the adapter says: what was absent may still be there. */
    PARTIAL(true),
    /** It came to its end and brought records, but stands where it stood: the next run reads the same again. */
    NO_PROGRESS(true),
    /** It stopped early for a reason that passes by itself; the next run goes on where it stood. */
    INCOMPLETE(true),
    /** It stopped early and a person must act; afterwards the next run goes on where it stood. */
    FAILED(true),
    /** It was asked to stop; the next run goes on where it stood. */
    CANCELLED(true),
    /** Its process died or lost the lease; a later run of the same stream found it so, and went on where it stood. */
    INTERRUPTED(true);

    private final boolean terminal;

    RunStatus(boolean terminal) {
        this.terminal = terminal;
    }

    public boolean isTerminal() {
        return terminal;
    }

    /** Whether it came to its end. */
    public boolean isWhole() {
        return this == SUCCEEDED || this == PARTIAL || this == NO_PROGRESS;
    }

    /** A run is started once and ends once. */
    public boolean canMoveTo(RunStatus next) {
        return !terminal && next.terminal;
    }
}
