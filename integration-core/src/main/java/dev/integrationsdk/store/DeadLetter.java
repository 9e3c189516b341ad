package dev.integrationsdk.store;

import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.ExternalId;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A record that could not be applied. It holds no values of the record: those are kept beside it, if at all. Immutable.
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
 * @param direction in which it was on its way
 * @param state hash of what came from the remote; none where that is not known
 * @param retryAt when it is tried again by itself
 * @param waiting whether nothing is wrong with it but that another record has not come
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
        Instant failedAt,
        Direction direction,
        ContentHash state,
        Optional<Instant> retryAt,
        boolean waiting) {
    /** Longest stored message. */
    public static final int MAX_MESSAGE = 1_000;

    public DeadLetter {
        message = message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE - 1) + "…";
    }

    /** Of a record on its way in whose state is not known, tried again by hand. */
    public DeadLetter(
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
        this(
                id,
                scope,
                externalId,
                position,
                runId,
                correlationId,
                code,
                message,
                attempts,
                failedAt,
                Direction.PULL,
                ContentHash.NONE,
                Optional.empty(),
                false);
    }

    /** The same letter with what is known of the record's state, and when it is tried again. */
    public DeadLetter with(ContentHash known, Optional<Instant> again, boolean onlyWaiting) {
        return new DeadLetter(
                id,
                scope,
                externalId,
                position,
                runId,
                correlationId,
                code,
                message,
                attempts,
                failedAt,
                direction,
                known,
                again,
                onlyWaiting);
    }

    /** What makes two dead letters the same one: the record; one whose record is not known is like no other. */
    public String recordKey() {
        return externalId.map(known -> "id:" + known.value()).orElse("at:" + id);
    }
}
