package dev.integrationsdk.examples;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.IntegrationsBuilder;
import dev.integrationsdk.connector.ConnectorConfig;
import dev.integrationsdk.event.IntegrationListener;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.run.JobRun;
import dev.integrationsdk.run.RunLimits;
import dev.integrationsdk.run.RunStatus;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.StreamId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** An application that embeds the library: one database, one handler for each entity type, its tenants' connectors. */
final class Host implements AutoCloseable {
    /** Short, so that the demonstration need not wait long for the lease of the process that it kills. */
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final HostDatabase database;
    private final JdbcRepositories repositories;
    private final TransactionRunner transactions;
    private final Integrations integrations;

    private Host(
            HostDatabase database,
            JdbcRepositories repositories,
            TransactionRunner transactions,
            Integrations integrations) {
        this.database = database;
        this.repositories = repositories;
        this.transactions = transactions;
        this.integrations = integrations;
    }

    static Host open(String databaseUrl, List<Tenant> tenants, IntegrationListener listener) throws SQLException {
        HostDatabase database = HostDatabase.open(databaseUrl);
        JdbcRepositories repositories = JdbcRepositories.builder(database.dataSource())
                .schemaMode(SchemaMode.MIGRATE)
                .build();
        TransactionRunner transactions = JdbcTransactionRunner.of(database.dataSource());
        IntegrationsBuilder builder = Integrations.builder(repositories, transactions)
                .credentials(connector -> owner(tenants, connector).credentials())
                .limits(RunLimits.ofDefaults().withLeaseTime(LEASE))
                .listener(listener);
        for (HostTable table : HostTable.ALL) {
            builder.handler(table.system(), table.entityType(), table, table.mapping());
        }
        Integrations integrations = builder.build();
        tenants.forEach(tenant -> integrations.connectors().declare(tenant.connector()));
        return new Host(database, repositories, transactions, integrations);
    }

    private static Tenant owner(List<Tenant> tenants, ConnectorConfig connector) {
        return tenants.stream()
                .filter(tenant -> tenant.id().equals(connector.tenant())
                        && tenant.connector().id().equals(connector.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Runs a stream until it is through: what a scheduler does with a run that says when to go on. */
    JobRun run(StreamId stream) {
        while (true) {
            Instant goOn;
            try {
                JobRun run = integrations.run(stream);
                if (run.status() != RunStatus.INCOMPLETE) {
                    return run;
                }
                goOn = run.failure().flatMap(JobRun.Failure::retryAt).orElseThrow();
            } catch (IntegrationException refused) {
                if (refused.code() != ErrorCode.ALREADY_RUNNING
                        || refused.retryAt().isEmpty()) {
                    throw refused;
                }
                goOn = refused.retryAt().get();
            }
            while (Instant.now().isBefore(goOn)) {
                LockSupport.parkUntil(goOn.toEpochMilli() + 1);
            }
        }
    }

    HostDatabase database() {
        return database;
    }

    JdbcRepositories repositories() {
        return repositories;
    }

    TransactionRunner transactions() {
        return transactions;
    }

    Integrations integrations() {
        return integrations;
    }

    @Override
    public void close() {
        integrations.close();
        database.close();
    }
}
