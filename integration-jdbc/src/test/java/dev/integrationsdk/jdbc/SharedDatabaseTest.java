package dev.integrationsdk.jdbc;

import dev.integrationsdk.Integrations;
import dev.integrationsdk.databases.SharedServers;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.FakeConnector;
import dev.integrationsdk.testkit.InMemoryStore;
import java.time.Clock;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A runner of another database than the repositories' is refused at start. */
class SharedDatabaseTest {
    private final DataSource own = h2();
    private final Repositories repositories = repositories(own, "integration_");

    @Test
    void runnerOfTheSameDatabaseIsTaken() {
        try (Integrations built = Integrations.builder(repositories, JdbcTransactionRunner.of(own))
                .adapter(new FakeConnector())
                .build()) {
            assertThat(built.connectors().catalogue().problems()).isEmpty();
        }
    }

    @Test
    void runnerOfADatabaseWithoutTheTablesIsRefusedAndSaysWhatToDo() {
        assertRefused(JdbcTransactionRunner.of(h2()))
                .hasMessageContaining("'integration_…' of this version are not to be seen")
                .hasMessageContaining("on the same database");
    }

    @Test
    void runnerOfADatabaseWithTablesOfAnotherPrefixIsRefused() {
        DataSource other = h2();
        repositories(other, "other_");
        assertRefused(JdbcTransactionRunner.of(other)).hasMessageContaining("are not to be seen");
    }

    @Test
    void runnerOfADatabaseWithOlderTablesIsRefused() {
        DataSource older = h2();
        repositories(older, "integration_");
        JdbcTransactionRunner runner = JdbcTransactionRunner.of(older);
        runner.inTransaction(unit -> unit.unwrap(org.jdbi.v3.core.Handle.class)
                .execute("DELETE FROM integration_schema_history WHERE version = 2"));
        assertRefused(runner).hasMessageContaining("are not to be seen");
    }

    @Test
    void runnerOfAnotherProductIsRefused() {
        DataSource postgreSql = new UrlSource(SharedServers.postgreSql().create());
        assertRefused(JdbcTransactionRunner.of(postgreSql))
                .hasMessageContaining("PostgreSQL")
                .hasMessageContaining("built for h2");
        assertRefused(repositories(postgreSql, "integration_"), JdbcTransactionRunner.of(own))
                .hasMessageContaining("built for postgresql");
    }

    @Test
    void runnerWithoutAConnectionIsRefused() {
        assertRefused(new InMemoryStore(Clock.systemUTC())).hasMessageContaining("lends no java.sql.Connection");
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(TransactionRunner runner) {
        return assertRefused(repositories, runner);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Repositories repositories, TransactionRunner runner) {
        IntegrationException refusal = Assertions.catchThrowableOfType(
                IntegrationException.class,
                () -> Integrations.builder(repositories, runner)
                        .adapter(new FakeConnector())
                        .build());
        assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        return assertThat(refusal);
    }

    private static Repositories repositories(DataSource dataSource, String prefix) {
        return JdbcRepositories.builder(dataSource)
                .tablePrefix(prefix)
                .schemaMode(SchemaMode.MIGRATE)
                .build();
    }

    private static DataSource h2() {
        return new UrlSource(JdbcStore.memory());
    }
}
