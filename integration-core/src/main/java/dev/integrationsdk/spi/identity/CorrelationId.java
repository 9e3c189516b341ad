package dev.integrationsdk.spi.identity;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Follows one piece of work through logs, outgoing headers, job runs and events. Immutable.
 *
 * @param value 1 to 64 of {@code A-Z a-z 0-9 . _ -}, so that it can stand in any header and any log line
 */
public record CorrelationId(String value) {
    /** @throws IllegalArgumentException if the value has another form */
    public CorrelationId {
        IdText.code("correlation id", value);
    }

    /** Takes a caller's id, or makes a random one where the caller's is missing or could not stand in a header. */
    public static CorrelationId ofNullable(@Nullable String value) {
        try {
            return value == null ? random() : new CorrelationId(value);
        } catch (IllegalArgumentException unusable) {
            return random();
        }
    }

    public static CorrelationId random() {
        return new CorrelationId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
