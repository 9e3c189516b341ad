package dev.integrationsdk.credential;

/**
 * How far a re-encryption has come. Immutable.
 *
 * @param reencrypted rows that are under the primary key now
 * @param unreadable rows that were left as they are because they could not be read, each with a line in the log
 * @param contended rows that others wrote again and again meanwhile: rotate once more
 * @param complete whether every row was looked at
 */
public record RotationReport(long reencrypted, long unreadable, long contended, boolean complete) {
    /** Before the first row. */
    public static RotationReport none() {
        return new RotationReport(0, 0, 0, false);
    }

    /** With the counts of both; complete if the other is. */
    public RotationReport plus(RotationReport other) {
        return new RotationReport(
                reencrypted + other.reencrypted,
                unreadable + other.unreadable,
                contended + other.contended,
                other.complete);
    }
}
