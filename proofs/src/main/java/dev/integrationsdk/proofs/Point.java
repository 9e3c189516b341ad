package dev.integrationsdk.proofs;

/** Where a process can be stopped: a run from its lease to its end, and in between each step of the page cycle. */
public enum Point {
    BEFORE_LEASE("before leases.acquire"),
    AFTER_LEASE("after leases.acquire"),
    AFTER_RUN_ROW("after jobRuns.start"),
    BEFORE_FETCH("before source.pull"),
    AFTER_FETCH("after source.pull"),
    BEFORE_BEGIN("before transactions.inTransaction"),
    BEFORE_FENCE("before leases.renew"),
    AFTER_FENCE("after leases.renew"),
    AFTER_MAPPINGS_READ("after mappings.find"),
    BEFORE_MATCH("before handler.match"),
    AFTER_MATCH("after handler.match"),
    BEFORE_HANDLER("before handler.apply"),
    AMID_ROWS("amid rows"),
    AFTER_HANDLER("before unit.flush"),
    AFTER_FLUSH("after unit.flush"),
    AFTER_NEW_MAPPINGS("after mappings.insert"),
    AFTER_CHANGED_MAPPINGS("after mappings.update"),
    BEFORE_CHECKPOINT("before checkpoints.advance"),
    AFTER_CHECKPOINT("after checkpoints.advance"),
    AFTER_COUNTS("after jobRuns.update"),
    BEFORE_COMMIT("before connection.commit"),
    /** The commit is on its way; whether it takes effect is open. */
    COMMIT_UNDER_WAY("amid connection.commit"),
    /** The commit has taken effect, and the process has not heard of it. */
    COMMIT_UNANSWERED("answer to connection.commit"),
    AFTER_COMMIT("after connection.commit"),
    AFTER_TRANSACTION("after transactions.inTransaction"),
    AFTER_PROGRESS("after listener.progressed"),
    BEFORE_RELEASE("before leases.release"),
    AFTER_RELEASE("after leases.release");

    private final String step;

    Point(String step) {
        this.step = step;
    }

    /** As {@link Steps} calls it. */
    String step() {
        return step;
    }

    /** Whether it is reached once a run, and not once a page. */
    boolean isOnceARun() {
        return this == BEFORE_LEASE
                || this == AFTER_LEASE
                || this == AFTER_RUN_ROW
                || this == BEFORE_RELEASE
                || this == AFTER_RELEASE;
    }

    /** Whether the run's opening transaction reaches it first, before any page. */
    boolean isInOpeningToo() {
        return step.contains("connection.commit") || step.contains("inTransaction");
    }

    /** Whether nothing but the commit's answer is missing, or not even that. */
    boolean isAfterCommit() {
        return this == COMMIT_UNANSWERED || this == AFTER_COMMIT || this == AFTER_TRANSACTION;
    }

    /** Of every page's transaction, which of the times the point is reached; the first page is 0. */
    int occurrenceOn(int page) {
        if (isOnceARun()) {
            return 0;
        }
        if (this == AFTER_CHANGED_MAPPINGS) {
            return Math.max(0, page - 1);
        }
        return isInOpeningToo() ? page + 1 : page;
    }
}
