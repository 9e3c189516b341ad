package dev.integrationsdk.internal.connector;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.Pause;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.call.CallReports;
import dev.integrationsdk.internal.call.EndedCall;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.ledger.Ledger;
import dev.integrationsdk.internal.oauth.ConnectionReports;
import dev.integrationsdk.spi.error.Disposition;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.probe.Finding;
import dev.integrationsdk.store.ConnectorRepository;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the connections of stored connectors to what calls have found. Thread-safe. */
public final class ConnectionStates implements CallReports, ConnectionReports {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStates.class);
    private static final int MOST_TRIES = 3;

    private final ConnectorRepository repository;
    private final TransactionRunner transactions;
    private final ConnectorDirectory directory;
    private final Ledger ledger;
    private final Clock clock;

    public ConnectionStates(
            ConnectorRepository repository,
            TransactionRunner transactions,
            ConnectorDirectory directory,
            Ledger ledger,
            Clock clock) {
        this.repository = repository;
        this.transactions = transactions;
        this.directory = directory;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public void ended(EndedCall call) {
        By by = new By(Actor.SYSTEM, call.entry().correlationId());
        directory
                .lastKnown(call.entry().connector())
                .ifPresent(seen -> reached(by, seen, call.direction(), call.failure()));
    }

    /**
     * A call has ended. Writes only if that says something new; that it cannot be written is logged and changes nothing else.
     *
     * @param seen the connection as the caller knows it; what stands in the database decides
     * @param failure why it failed; empty if it was answered
     */
    public void reached(By by, KnownConnector seen, Direction direction, Optional<IntegrationException> failure) {
        if (seen.stored().isEmpty() || !saysSomethingNew(seen.stored().get().connection(), direction, failure)) {
            return;
        }
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                if (transactions.inTransaction(unit -> write(unit, by, seen.key(), direction, failure))) {
                    directory.refresh(seen.key());
                    return;
                }
            }
        } catch (IntegrationException unwritten) {
            LOG.warn("How connector {} stands could not be written", seen.key(), unwritten);
        }
    }

    private static boolean saysSomethingNew(
            Connection connection, Direction direction, Optional<IntegrationException> failure) {
        Optional<ConnectionState> target = target(failure);
        return (target.isPresent()
                        && (target.get() != connection.state()
                                || !connection.cause().equals(failure.map(IntegrationException::code))))
                || (pauses(failure) && !connection.pauses().containsKey(direction));
    }

    /** @return false if somebody else wrote it meanwhile */
    private boolean write(
            UnitOfWork unit, By by, ConnectorKey key, Direction direction, Optional<IntegrationException> failure) {
        Optional<StoredConnector> stored = repository.find(unit, key);
        if (stored.isEmpty() || !saysSomethingNew(stored.get().connection(), direction, failure)) {
            return true;
        }
        Connection before = stored.get().connection();
        Connection after = moved(before, failure);
        if (pauses(failure) && after.state() != ConnectionState.DISCONNECTED) {
            after = paused(after, direction, failure.orElseThrow());
        }
        if (after.revision() == before.revision()) {
            return true;
        }
        return save(unit, by, key, before, after);
    }

    /**
     * A connection after a check; the directions that the library itself has paused go on if it found nothing wrong.
     *
     * @return the same revision if the check says nothing
     */
    Connection after(Connection connection, ConnectorCheck check) {
        if (check.findings().isEmpty()) {
            return connection;
        }
        Optional<Finding> trouble = check.worst();
        Connection checked = connection.checked(clock.instant());
        if (connection.state() == ConnectionState.PENDING && isNotConnectedYet(trouble)) {
            return checked;
        }
        Optional<IntegrationException> failure = trouble.map(
                finding -> new IntegrationException(finding.problem().orElseThrow(), finding.detail()));
        Connection moved = moved(checked, failure);
        return trouble.isEmpty() ? withoutOwnPauses(moved) : moved;
    }

    /** Nobody has given it an account or a secret yet, which is no failure. */
    private static boolean isNotConnectedYet(Optional<Finding> trouble) {
        return trouble.flatMap(Finding::problem)
                .filter(code -> code == ErrorCode.REAUTHORIZATION_REQUIRED || code == ErrorCode.CREDENTIALS_MISSING)
                .isPresent();
    }

    @Override
    public void beginning(UnitOfWork unit, ConnectorKey connector, By by) {
        ledger.done(unit, by, AuditAction.ACCOUNT_CONNECTING, connector, "");
    }

    @Override
    public void connecting(UnitOfWork unit, ConnectorKey connector, By by, Optional<String> account) {
        ledger.done(unit, by, AuditAction.ACCOUNT_CONNECTED, connector, "");
        change(unit, by, connector, standing -> {
            Connection ready = standing.state() == ConnectionState.DISCONNECTED
                    ? standing.moved(ConnectionState.PENDING, clock.instant(), Connection.Cause.none())
                    : standing;
            Connection known = withoutOwnPauses(ready).withAccount(account);
            return known.state() == ConnectionState.CONNECTED
                    ? known
                    : known.moved(ConnectionState.CONNECTED, clock.instant(), Connection.Cause.none());
        });
    }

    @Override
    public void disconnecting(UnitOfWork unit, ConnectorKey connector, By by) {
        ledger.done(unit, by, AuditAction.ACCOUNT_DISCONNECTED, connector, "");
        change(
                unit,
                by,
                connector,
                standing -> standing.state() == ConnectionState.DISCONNECTED
                        ? standing
                        : standing.withAccount(Optional.empty())
                                .moved(ConnectionState.DISCONNECTED, clock.instant(), Connection.Cause.none()));
    }

    @Override
    public void connected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {
        directory.refresh(connector);
    }

    @Override
    public void disconnected(ConnectorKey connector, Actor actor, CorrelationId correlationId) {
        directory.refresh(connector);
    }

    @Override
    public void reauthorizationRequired(ConnectorKey connector, CorrelationId correlationId) {
        IntegrationException needed = new IntegrationException(
                ErrorCode.REAUTHORIZATION_REQUIRED, "the remote has ended the connection of " + connector);
        reached(new By(Actor.SYSTEM, correlationId), directory.require(connector), Direction.PULL, Optional.of(needed));
    }

    /** Somebody has given it other secrets: what the library has paused for the former ones goes on. */
    void givenSecrets(UnitOfWork unit, By by, ConnectorKey connector) {
        change(unit, by, connector, ConnectionStates::withoutOwnPauses);
    }

    /** Of a connector that is not stored, nothing is kept. */
    private void change(UnitOfWork unit, By by, ConnectorKey connector, UnaryOperator<Connection> change) {
        Optional<Connection> standing = repository.find(unit, connector).map(StoredConnector::connection);
        if (standing.isPresent()) {
            Connection after = change.apply(standing.get());
            boolean same = after.revision() == standing.get().revision();
            if (!same && !save(unit, by, connector, standing.get(), after)) {
                throw new IntegrationException(
                        ErrorCode.STORE_CONFLICT,
                        "how connector " + connector + " stands was written by another at once");
            }
        }
    }

    static Connection withoutOwnPauses(Connection connection) {
        Connection changed = connection;
        for (Map.Entry<Direction, Pause> pause : connection.pauses().entrySet()) {
            if (pause.getValue().by().equals(Actor.SYSTEM)) {
                changed = changed.resumed(pause.getKey());
            }
        }
        return changed;
    }

    /** Keeps what a health check has found, whatever was written meanwhile. */
    public Connection checked(By by, StoredConnector seen, ConnectorCheck check) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Connection> written = transactions.inTransaction(unit -> repository
                    .find(unit, seen.key())
                    .map(StoredConnector::connection)
                    .flatMap(before -> {
                        Connection after = after(before, check);
                        return save(unit, by, seen.key(), before, after) ? Optional.of(after) : Optional.empty();
                    }));
            if (written.isPresent()) {
                directory.refresh(seen.key());
                return written.get();
            }
        }
        return seen.connection();
    }

    /** Whoever writes first checks it: of two that want to check the same connector one does. */
    public boolean claimCheck(StoredConnector seen) {
        return transactions.inTransaction(unit ->
                repository.connection(unit, seen.key(), seen.connection().checked(clock.instant())));
    }

    /** Writes it, and tells of what has changed. */
    boolean save(UnitOfWork unit, By by, ConnectorKey key, Connection before, Connection after) {
        Connection next = new Connection(
                after.state(),
                after.since(),
                after.cause(),
                after.message(),
                after.retryAt(),
                after.account(),
                after.checkedAt(),
                after.pauses(),
                before.revision() + 1);
        if (!repository.connection(unit, key, next)) {
            return false;
        }
        if (before.state() != next.state()) {
            event(next.state()).ifPresent(kind -> ledger.happened(unit, by, kind, key, details(next)));
        }
        for (Direction direction : Direction.values()) {
            boolean was = before.pauses().containsKey(direction);
            boolean is = next.pauses().containsKey(direction);
            if (was != is) {
                ledger.happened(
                        unit,
                        by,
                        is ? EventKind.DIRECTION_PAUSED : EventKind.DIRECTION_RESUMED,
                        key,
                        Map.of("direction", direction.name()));
            }
        }
        return true;
    }

    private Connection moved(Connection connection, Optional<IntegrationException> failure) {
        Optional<ConnectionState> target = target(failure);
        Connection.Cause why = failure.map(
                        cause -> Connection.Cause.of(cause.code(), "" + cause.getMessage(), cause.retryAt()))
                .orElseGet(Connection.Cause::none);
        if (target.isPresent() && connection.state().canBecome(target.get())) {
            return connection.moved(target.get(), clock.instant(), why);
        }
        return target.isPresent() && target.get() == connection.state() ? connection.because(why) : connection;
    }

    private Connection paused(Connection connection, Direction direction, IntegrationException failure) {
        String reason = failure.code() + ": " + failure.getMessage();
        return connection.paused(
                direction,
                new Pause(
                        Actor.SYSTEM,
                        clock.instant(),
                        reason.substring(0, Math.min(reason.length(), Pause.MAX_REASON))));
    }

    /** A person must mend it; the other direction has credentials of its own. */
    private static boolean pauses(Optional<IntegrationException> failure) {
        return failure.map(cause -> cause.code().disposition() == Disposition.PAUSE_CONNECTOR)
                .orElse(false);
    }

    /** What a call says of the whole connection; empty if it says nothing, as when only one record type is forbidden. */
    static Optional<ConnectionState> target(Optional<IntegrationException> failure) {
        return failure.map(IntegrationException::code)
                .map(ConnectionStates::target)
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

    private static Optional<EventKind> event(ConnectionState state) {
        return switch (state) {
            case CONNECTED -> Optional.of(EventKind.APP_CONNECTED);
            case DISCONNECTED -> Optional.of(EventKind.APP_DISCONNECTED);
            case ERROR -> Optional.of(EventKind.INTEGRATION_FAILED);
            case RATE_LIMITED -> Optional.of(EventKind.RATE_LIMIT_EXCEEDED);
            case UNAUTHORIZED -> Optional.of(EventKind.REAUTHORIZATION_NEEDED);
            case PENDING -> Optional.empty();
        };
    }

    private static Map<String, String> details(Connection connection) {
        Map<String, String> details = new TreeMap<>();
        details.put("state", connection.state().name());
        connection.cause().ifPresent(code -> details.put("code", code.name()));
        if (!connection.message().isEmpty()) {
            details.put("message", connection.message());
        }
        connection.retryAt().ifPresent(at -> details.put("retryAt", at.toString()));
        return details;
    }
}
