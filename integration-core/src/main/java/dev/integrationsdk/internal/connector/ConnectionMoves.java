package dev.integrationsdk.internal.connector;

import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.probe.Finding;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides what becomes of a connection; reads and writes nothing. */
final class ConnectionMoves {
    private ConnectionMoves() {}

    /** Whether it is worth a transaction. */
    static boolean saysSomethingNew(
            Connection connection, Direction direction, Optional<IntegrationException> failure) {
        Optional<ConnectionState> target = target(failure);
        return (target.isPresent()
                        && (target.get() != connection.state()
                                || !connection.cause().equals(failure.map(IntegrationException::code))))
                || (pauses(failure) && !connection.pauses().containsKey(direction));
    }

    /** After a call: the state that it shows, and a pause of its direction where a person must mend something. */
    static Connection after(
            Connection before, Direction direction, Optional<IntegrationException> failure, Instant now) {
        Connection after = moved(before, failure, now);
        return pauses(failure) && after.state() != ConnectionState.DISCONNECTED
                ? paused(after, direction, failure.orElseThrow(), now)
                : after;
    }

    /**
     * A connection after a check; the directions that the library itself has paused go on if it found nothing wrong.
     *
     * @return the same revision if the check says nothing
     */
    static Connection after(Connection connection, ConnectorCheck check, Instant now) {
        if (check.findings().isEmpty()) {
            return connection;
        }
        Optional<Finding> trouble = check.worst();
        Connection checked = connection.checked(now);
        if (connection.state() == ConnectionState.PENDING && isNotConnectedYet(trouble)) {
            return checked;
        }
        Optional<IntegrationException> failure = trouble.map(
                finding -> new IntegrationException(finding.problem().orElseThrow(), finding.detail()));
        Connection standing = trouble.isEmpty() ? pending(checked, now) : checked;
        Connection moved = moved(standing, failure, now);
        return trouble.isEmpty() ? withoutOwnPauses(moved) : moved;
    }

    /** Nobody has given it an account or a secret yet, which is no failure. */
    private static boolean isNotConnectedYet(Optional<Finding> trouble) {
        return trouble.flatMap(Finding::problem)
                .filter(code -> code == ErrorCode.REAUTHORIZATION_REQUIRED || code == ErrorCode.CREDENTIALS_MISSING)
                .isPresent();
    }

    /** Whoever was disconnected begins anew. */
    static Connection pending(Connection connection, Instant now) {
        return connection.state() == ConnectionState.DISCONNECTED
                ? connection.moved(ConnectionState.PENDING, now, Connection.Cause.none())
                : connection;
    }

    /** What the library has paused goes on; what a person has paused does not. */
    static Connection withoutOwnPauses(Connection connection) {
        Connection changed = connection;
        for (Map.Entry<Direction, Pause> pause : connection.pauses().entrySet()) {
            if (pause.getValue().by().equals(Actor.SYSTEM)) {
                changed = changed.resumed(pause.getKey());
            }
        }
        return changed;
    }

    private static Connection moved(Connection connection, Optional<IntegrationException> failure, Instant now) {
        Optional<ConnectionState> target = target(failure);
        Connection.Cause why = failure.map(
                        cause -> Connection.Cause.of(cause.code(), "" + cause.getMessage(), cause.retryAt()))
                .orElseGet(Connection.Cause::none);
        if (target.isPresent() && connection.state().canBecome(target.get())) {
            return connection.moved(target.get(), now, why);
        }
        return target.isPresent() && target.get() == connection.state() ? connection.because(why) : connection;
    }

    private static Connection paused(
            Connection connection, Direction direction, IntegrationException failure, Instant now) {
        String reason = failure.code() + ": " + failure.getMessage();
        return connection.paused(
                direction,
                new Pause(Actor.SYSTEM, now, reason.substring(0, Math.min(reason.length(), Pause.MAX_REASON))));
    }

    /** A person must mend it; the other direction has credentials of its own. */
    private static boolean pauses(Optional<IntegrationException> failure) {
        return failure.map(cause -> cause.code().disposition() == Disposition.PAUSE_CONNECTOR)
                .orElse(false);
    }

    /** What a call says of the whole connection; empty if it says nothing, as when only one record type is forbidden. */
    private static Optional<ConnectionState> target(Optional<IntegrationException> failure) {
        return failure.map(IntegrationException::code)
                .map(ConnectionMoves::target)
                .orElse(Optional.of(ConnectionState.CONNECTED));
    }

    private static Optional<ConnectionState> target(ErrorCode code) {
        return switch (code.errorClass()) {
            case AUTHENTICATION -> Optional.of(ConnectionState.UNAUTHORIZED);
            case RATE_LIMIT ->
                code == ErrorCode.RATE_LIMITED ? Optional.of(ConnectionState.RATE_LIMITED) : Optional.empty();
            case SERVICE_UNAVAILABLE ->
                code == ErrorCode.CIRCUIT_OPEN ? Optional.empty() : Optional.of(ConnectionState.ERROR);
            case NETWORK, TIMEOUT -> Optional.of(ConnectionState.ERROR);
            case INVALID_CONFIGURATION ->
                code == ErrorCode.UNSUPPORTED ? Optional.empty() : Optional.of(ConnectionState.ERROR);
            case AUTHORIZATION,
                    INVALID_PAYLOAD,
                    MAPPING,
                    CONFLICT,
                    NOT_FOUND,
                    STORE,
                    COMMIT_UNKNOWN,
                    LEASE_LOST,
                    CANCELLED,
                    DEFECT -> Optional.empty();
        };
    }

    /** What is told of a connection that becomes so. */
    static Optional<EventKind> event(ConnectionState state) {
        return switch (state) {
            case CONNECTED -> Optional.of(EventKind.APP_CONNECTED);
            case DISCONNECTED -> Optional.of(EventKind.APP_DISCONNECTED);
            case ERROR -> Optional.of(EventKind.INTEGRATION_FAILED);
            case RATE_LIMITED -> Optional.of(EventKind.RATE_LIMIT_EXCEEDED);
            case UNAUTHORIZED -> Optional.of(EventKind.REAUTHORIZATION_NEEDED);
            case PENDING -> Optional.empty();
        };
    }
}
