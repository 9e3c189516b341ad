package dev.integrationsdk.store;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A record that could not be applied. It holds no values of the record. Immutable.
 *
 * @param id time-ordered
 * @param scope where it belongs
 * @param externalId the record; empty where not even its id could be read
 * @param position where in the remote's answer an unreadable record stood, else empty
 * @param runId the run that last failed on it
 * @param correlationId of that run
 * @param code from the one table of errors, which also has the remedy
 * @param message what was wrong
 * @param attempts how many runs have failed on it
 * @param failedAt when it last failed
 */
public record DeadLetter(
        UUID id,
        EntityScope scope,
        Optional<ExternalId> externalId,
        String position,
        UUID runId,
        CorrelationId correlationId,
        ErrorCode code,
        String message,
        int attempts,
        Instant failedAt) {
    /** Longest stored message. */
    public static final int MAX_MESSAGE = 1_000;

    public DeadLetter {
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    /** What makes two dead letters the same one: the record; one whose record is not known is like no other. */
    public String recordKey() {
        return externalId.map(known -> "id:" + known.value()).orElse("at:" + id);
    }
}
