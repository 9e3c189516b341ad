package dev.integrationsdk.run;

import java.time.Duration;

/**
 * How much one run takes in at once. Immutable; the {@code with} methods return a changed copy.
 *
 * @param recordsPerPage most records asked for at once; adapters may send fewer; 1 to 10,000
 * @param pagesPerCommit most consecutive pages in one transaction; 1 to 10
 * @param bytesPerCommit a group is closed once its values exceed this
 * @param groupAge a group is closed once its first page has waited this long for the others
 * @param callTimeout bounds one call to the adapter
 * @param leaseTime how long after its last commit another worker leaves the stream alone; at least 1 s
 */
public record RunLimits(
        int recordsPerPage,
        int pagesPerCommit,
        long bytesPerCommit,
        Duration groupAge,
        Duration callTimeout,
        Duration leaseTime) {
    private static final RunLimits DEFAULTS = new RunLimits(
            100, 10, 8L * 1024 * 1024, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public RunLimits {
        require(recordsPerPage >= 1 && recordsPerPage <= 10_000, "recordsPerPage must be 1 to 10,000");
        require(pagesPerCommit >= 1 && pagesPerCommit <= 10, "pagesPerCommit must be 1 to 10");
        require(bytesPerCommit >= 1, "bytesPerCommit must be positive");
        require(!groupAge.isNegative(), "groupAge must not be negative");
        require(callTimeout.toMillis() >= 1, "callTimeout must be at least 1 ms");
        require(leaseTime.toMillis() >= 1_000, "leaseTime must be at least 1 s");
    }

    /** 100 records a page, 10 pages or 8 MiB or 5 s a commit, 30 s a call, 60 s a lease. */
    public static RunLimits ofDefaults() {
        return DEFAULTS;
    }

    public RunLimits withRecordsPerPage(int records) {
        return new RunLimits(records, pagesPerCommit, bytesPerCommit, groupAge, callTimeout, leaseTime);
    }

    public RunLimits withPagesPerCommit(int pages) {
        return new RunLimits(recordsPerPage, pages, bytesPerCommit, groupAge, callTimeout, leaseTime);
    }

    public RunLimits withBytesPerCommit(long bytes) {
        return new RunLimits(recordsPerPage, pagesPerCommit, bytes, groupAge, callTimeout, leaseTime);
    }

    public RunLimits withGroupAge(Duration age) {
        return new RunLimits(recordsPerPage, pagesPerCommit, bytesPerCommit, age, callTimeout, leaseTime);
    }

    public RunLimits withCallTimeout(Duration timeout) {
        return new RunLimits(recordsPerPage, pagesPerCommit, bytesPerCommit, groupAge, timeout, leaseTime);
    }

    public RunLimits withLeaseTime(Duration time) {
        return new RunLimits(recordsPerPage, pagesPerCommit, bytesPerCommit, groupAge, callTimeout, time);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
