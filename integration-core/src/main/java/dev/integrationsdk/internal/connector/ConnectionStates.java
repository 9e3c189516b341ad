package dev.integrationsdk.internal.connector;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.connector.Connection;
import dev.integrationsdk.connector.ConnectionState;
import dev.integrationsdk.connector.ConnectorCheck;
import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.connector.Direction;
import dev.integrationsdk.connector.StoredConnector;
import dev.integrationsdk.event.EventKind;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.internal.call.CallReports;
import dev.integrationsdk.internal.call.EndedCall;
import dev.integrationsdk.internal.ledger.By;
import dev.integrationsdk.internal.ledger.Ledger;
import dev.integrationsdk.internal.oauth.ConnectionReports;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.CorrelationId;
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
        if (seen.stored().isEmpty()
                || !ConnectionMoves.saysSomethingNew(seen.stored().get().connection(), direction, failure)) {
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

    /** @return false if somebody else wrote it meanwhile */
    private boolean write(
            UnitOfWork unit, By by, ConnectorKey key, Direction direction, Optional<IntegrationException> failure) {
        Optional<StoredConnector> stored = repository.find(unit, key);
        if (stored.isEmpty() || !ConnectionMoves.saysSomethingNew(stored.get().connection(), direction, failure)) {
            return true;
        }
        Connection before = stored.get().connection();
        Connection after = ConnectionMoves.after(before, direction, failure, clock.instant());
        if (after.revision() == before.revision()) {
            return true;
        }
        return save(unit, by, key, before, after);
    }

    @Override
    public void beginning(UnitOfWork unit, ConnectorKey connector, By by) {
        ledger.done(unit, by, AuditAction.ACCOUNT_CONNECTING, connector, "");
    }

    @Override
    public void connecting(UnitOfWork unit, ConnectorKey connector, By by, Optional<String> account) {
        ledger.done(unit, by, AuditAction.ACCOUNT_CONNECTED, connector, "");
        change(unit, by, connector, standing -> {
            Connection ready = ConnectionMoves.pending(standing, clock.instant());
            Connection known = ConnectionMoves.withoutOwnPauses(ready).withAccount(account);
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
        change(unit, by, connector, ConnectionMoves::withoutOwnPauses);
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

    /** Keeps what a health check has found, whatever was written meanwhile. */
    public Connection checked(By by, StoredConnector seen, ConnectorCheck check) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<Connection> written = transactions.inTransaction(unit -> repository
                    .find(unit, seen.key())
                    .map(StoredConnector::connection)
                    .flatMap(before -> {
                        Connection after = ConnectionMoves.after(before, check, clock.instant());
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
        Connection next = after.withRevision(before.revision() + 1);
        if (!repository.connection(unit, key, next)) {
            return false;
        }
        if (before.state() != next.state()) {
            ConnectionMoves.event(next.state()).ifPresent(kind -> ledger.happened(unit, by, kind, key, details(next)));
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
