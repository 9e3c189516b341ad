package dev.integrationsdk.store;

import dev.integrationsdk.connector.ConnectorKey;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.CorrelationId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * What the operator looks at: runs, dead letters, checkpoints, the integration log. Each call is a transaction of its own.
 * Thread-safe.
 */
public final class Inspection {
    private final Repositories repositories;
    private final TransactionRunner transactions;
    private final Predicate<ConnectorKey> visible;

    /** For the host's own code, which may see everything. */
    public Inspection(Repositories repositories, TransactionRunner transactions) {
        this(repositories, transactions, anything -> true);
    }

    /** @param visible whether a connector may be seen; what may not looks as if it were not there */
    public Inspection(Repositories repositories, TransactionRunner transactions, Predicate<ConnectorKey> visible) {
        this.repositories = Objects.requireNonNull(repositories, "repositories");
        this.transactions = Objects.requireNonNull(transactions, "transactions");
        this.visible = Objects.requireNonNull(visible, "visible");
    }

    /** The latest first. */
    public List<JobRun> runs(EntityScope scope, int limit) {
        check(scope);
        return transactions.inTransaction(unit -> repositories.jobRuns().list(unit, scope, limit));
    }

    public Optional<JobRun> run(TenantId tenant, UUID id) {
        Optional<JobRun> run =
                transactions.inTransaction(unit -> repositories.jobRuns().find(unit, tenant, id));
        return run.filter(found -> visible.test(
                new ConnectorKey(found.stream().tenant(), found.stream().connector())));
    }

    /** The latest failure first. */
    public List<DeadLetter> deadLetters(EntityScope scope, int limit) {
        check(scope);
        return transactions.inTransaction(unit -> repositories.deadLetters().list(unit, scope, limit));
    }

    public Optional<StoredCheckpoint> checkpoint(StreamId stream) {
        check(stream.scope());
        return transactions.inTransaction(unit -> repositories.checkpoints().find(unit, stream));
    }

    /** How many records have a mapping of this status. */
    public long mappings(EntityScope scope, MappingStatus status) {
        check(scope);
        return transactions.inTransaction(unit -> repositories.mappings().count(unit, scope, status));
    }

    /** Calls to the outside through one connector, the latest first. */
    public List<IntegrationLogEntry> calls(ConnectorKey connector, LogWindow window) {
        check(connector);
        return transactions.inTransaction(unit -> repositories.integrationLog().list(unit, connector, window));
    }

    /** Calls to the outside that belonged to one piece of work, the latest first; those that may be seen. */
    public List<IntegrationLogEntry> trace(TenantId tenant, CorrelationId correlationId, LogWindow window) {
        return transactions
                .inTransaction(unit -> repositories.integrationLog().trace(unit, tenant, correlationId, window))
                .stream()
                .filter(entry -> visible.test(entry.connector()))
                .toList();
    }

    private void check(EntityScope scope) {
        check(new ConnectorKey(scope.tenant(), scope.connector()));
    }

    private void check(ConnectorKey connector) {
        if (!visible.test(connector)) {
            throw new IntegrationException(
                    ErrorCode.UNKNOWN_CONNECTOR,
                    "tenant " + connector.tenant() + " has no connector '" + connector.id() + "'");
        }
    }
}
