package dev.integrationsdk.host;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.spi.identity.Actor;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The host's own limit beside the remote's: by tenant, user or plan. Thread-safe.
 *
 * <p>It is asked once for each call, however often that is tried again and however many requests it takes; seldom a second
 * time, if the thread that fetches ahead could not make it. It must answer from memory: it holds up every call.
 */
@FunctionalInterface
public interface CallQuota {
    /** Everybody may call as much as the other limits allow. */
    CallQuota UNLIMITED = request -> Optional.empty();

    /** Empty if the call may be made. A quota that throws refuses. */
    Optional<Refusal> ask(Request request);

    /**
     * Who wants to call what. Immutable.
     *
     * @param connector through which connector
     * @param actor on whose behalf
     * @param direction which way
     * @param operation in the library's words, such as {@code pull contact}
     */
    record Request(ConnectorKey connector, Actor actor, Direction direction, String operation) {
        public Request {
            Objects.requireNonNull(connector, "connector");
            Objects.requireNonNull(actor, "actor");
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(operation, "operation");
        }
    }

    /**
     * Why not, and when again. Immutable.
     *
     * @param reason for a person, without secrets and personal data
     * @param retryAt when it is worth asking again
     */
    record Refusal(String reason, Instant retryAt) {
        public Refusal {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(retryAt, "retryAt");
        }
    }
}
