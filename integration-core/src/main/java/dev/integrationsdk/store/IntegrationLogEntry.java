package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.KeptText;
import dev.integrationsdk.spi.identity.CorrelationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * One call to the outside. It holds no body, no header and no value of a record. Immutable.
 *
 * @param id time-ordered
 * @param connector through which it went
 * @param correlationId of the work it belonged to
 * @param call what was asked
 * @param outcome what became of it
 * @param startedAt by the library's clock, to the microsecond
 */
public record IntegrationLogEntry(
        UUID id, ConnectorKey connector, CorrelationId correlationId, Call call, Outcome outcome, Instant startedAt) {
    /** Longest stored operation. */
    public static final int MAX_OPERATION = 128;
    /** Longest stored method. */
    public static final int MAX_METHOD = 32;
    /** Longest stored endpoint. */
    public static final int MAX_ENDPOINT = 512;
    /** Longest stored message. */
    public static final int MAX_MESSAGE = 1_000;

    public IntegrationLogEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(startedAt, "startedAt");
    }

    /** Where it stands in the log. */
    public LogPosition position() {
        return new LogPosition(startedAt, id);
    }

    /**
     * What was asked of the remote. Longer texts are cut, the cut marked. Immutable.
     *
     * @param operation in the library's words, such as {@code pull contact}
     * @param method in the remote's, such as {@code GET} or {@code SEARCH}
     * @param endpoint with names for the ids in it, such as {@code /objects/{type}}; what follows {@code ?} or {@code #}
     *     is dropped, since it may hold personal data
     */
    public record Call(String operation, String method, String endpoint) {
        public Call {
            operation = KeptText.of(operation, MAX_OPERATION);
            method = KeptText.of(method, MAX_METHOD);
            endpoint = KeptText.of(endpoint.replaceFirst("(?s)[?#].*", ""), MAX_ENDPOINT);
        }
    }

    /**
     * What became of a call. Immutable.
     *
     * @param status how it ended
     * @param attempts how often it was tried, 0 if it was skipped
     * @param duration of all attempts and the waits between them; kept to the microsecond
     * @param code from the one table of errors
     * @param message what was wrong, without secrets and personal data; empty if nothing was; cut if longer than
     *     {@value IntegrationLogEntry#MAX_MESSAGE}
     */
    public record Outcome(
            CallStatus status, int attempts, Duration duration, Optional<ErrorCode> code, String message) {
        /** @throws IllegalArgumentException if attempts or duration are negative */
        public Outcome {
            Objects.requireNonNull(status, "status");
            Objects.requireNonNull(code, "code");
            message = KeptText.of(message, MAX_MESSAGE);
            if (attempts < 0 || duration.isNegative()) {
                throw new IllegalArgumentException("attempts and duration must not be negative");
            }
        }

        /** It was answered. */
        public static Outcome success(int attempts, Duration duration) {
            return new Outcome(CallStatus.SUCCESS, attempts, duration, Optional.empty(), "");
        }

        /** It was not answered, or with an error. */
        public static Outcome failed(int attempts, Duration duration, ErrorCode code, String message) {
            return new Outcome(CallStatus.FAILED, attempts, duration, Optional.of(code), message);
        }

        /** Nothing was sent. */
        public static Outcome skipped(String reason) {
            return new Outcome(CallStatus.SKIPPED, 0, Duration.ZERO, Optional.empty(), reason);
        }
    }
}
