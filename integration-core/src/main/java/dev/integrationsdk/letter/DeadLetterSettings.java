package dev.integrationsdk.letter;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of records that cannot be applied. Immutable; the {@code with} methods return a changed copy.
 *
 * @param kept what is kept of them
 * @param longestWait how long a record waits for another one before it is a dead letter as well; positive
 */
public record DeadLetterSettings(RecordsKept kept, Duration longestWait) {
    private static final DeadLetterSettings DEFAULTS = new DeadLetterSettings(RecordsKept.DROPPED, Duration.ofDays(7));

    /** @throws IllegalArgumentException if the longest wait is not positive */
    public DeadLetterSettings {
        Objects.requireNonNull(kept, "kept");
        if (longestWait.isNegative() || longestWait.isZero()) {
            throw new IllegalArgumentException("longestWait must be positive");
        }
    }

    /** Nothing is kept, and a record waits for 7 days. */
    public static DeadLetterSettings ofDefaults() {
        return DEFAULTS;
    }

    public DeadLetterSettings withKept(RecordsKept records) {
        return new DeadLetterSettings(records, longestWait);
    }

    public DeadLetterSettings withLongestWait(Duration wait) {
        return new DeadLetterSettings(kept, wait);
    }
}
