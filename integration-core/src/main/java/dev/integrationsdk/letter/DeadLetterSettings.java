package dev.integrationsdk.letter;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of records that cannot be applied. Immutable; the {@code with} methods return a changed copy.
 *
 * @param kept what is kept of them
 * @param longestWait how long a record waits for another one before it is a dead letter as well; positive
 * @param pauseAt so many open letters of one entity type of a connector pause it: its scans stop, and begin again only once
 *     fewer are open; at least 1
 */
public record DeadLetterSettings(RecordsKept kept, Duration longestWait, int pauseAt) {
    private static final DeadLetterSettings DEFAULTS =
            new DeadLetterSettings(RecordsKept.DROPPED, Duration.ofDays(7), Integer.MAX_VALUE);

    /** @throws IllegalArgumentException if the longest wait or the number of letters is not positive */
    public DeadLetterSettings {
        Objects.requireNonNull(kept, "kept");
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw new IllegalArgumentException("longestWait must be positive");
        }
        if (pauseAt < 1) {
            throw new IllegalArgumentException("pauseAt must be at least 1");
        }
    }

    /** Nothing is kept, a record waits for 7 days, and no number of letters pauses anything. */
    public static DeadLetterSettings ofDefaults() {
        return DEFAULTS;
    }

    public DeadLetterSettings withKept(RecordsKept records) {
        return new DeadLetterSettings(records, longestWait, pauseAt);
    }

    public DeadLetterSettings withLongestWait(Duration wait) {
        return new DeadLetterSettings(kept, wait, pauseAt);
    }

    public DeadLetterSettings withPauseAt(int letters) {
        return new DeadLetterSettings(kept, longestWait, letters);
    }
}
