package dev.integrationsdk.connector;

import dev.integrationsdk.spi.error.KeptText;
import dev.integrationsdk.spi.identity.Actor;
import java.time.Instant;
import java.util.Objects;

/**
 * Why a direction stands still although it is switched on. Immutable.
 *
 * @param by who paused it; {@link Actor#SYSTEM} if the library did after an error that a person must mend
 * @param since by the library's clock
 * @param reason for a person; 1 to 1,000 characters; control characters become spaces
 */
public record Pause(Actor by, Instant since, String reason) {
    /** Longest reason. */
    public static final int MAX_REASON = 1_000;

    /** @throws IllegalArgumentException if the reason is blank or too long */
    public Pause {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(since, "since");
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("a pause needs a reason of 1 to " + MAX_REASON + " characters");
        }
        reason = KeptText.of(reason, MAX_REASON);
    }
}
