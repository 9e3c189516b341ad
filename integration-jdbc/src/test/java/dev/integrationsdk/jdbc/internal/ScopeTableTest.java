package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.databases.BareDataSource;
import dev.integrationsdk.databases.Database;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.JdbcRepositories;
import dev.integrationsdk.jdbc.JdbcTransactionRunner;
import dev.integrationsdk.jdbc.SchemaMode;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.TenantId;
import dev.integrationsdk.store.Repositories;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScopeTableTest {
    private static final EntityScope SCOPE =
            new EntityScope(TenantId.of("acme"), ConnectorId.of("crm"), EntityType.of("contact"));

    private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1);
    private final DataSource source = source(Product.H2.create());
    private final TransactionRunner transactions = JdbcTransactionRunner.of(source);
    private final Repositories otherProcess =
            JdbcRepositories.builder(source).schemaMode(SchemaMode.MIGRATE).build();

    private static DataSource source(Database database) {
        return new BareDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return database.connect();
            }
        };
    }

    @Test
    void numberOfAScopeThatAnotherProcessHasRemovedIsForgottenWithinAMinute() {
        ScopeTable scopes = new ScopeTable(tables(), nanoTime::get);
        int former = transactions.inTransaction(unit -> scopes.require(unit, SCOPE));
        int present = madeAnewByAnotherProcess();
        assertThat(present).isNotEqualTo(former);
        nanoTime.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(find(scopes)).contains(former);
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(find(scopes)).contains(present);
    }

    @Test
    void whoeverHasNotPassedTheFenceTrustsNothingThatIsRemembered() {
        ScopeTable scopes = new ScopeTable(tables(), nanoTime::get);
        transactions.<Integer>inTransaction(unit -> scopes.require(unit, SCOPE));
        int present = madeAnewByAnotherProcess();
        assertThat(transactions.<Integer>inTransaction(unit -> scopes.requireNow(unit, SCOPE)))
                .isEqualTo(present);
        assertThat(find(scopes)).contains(present);
    }

    @Test
    void whoeverPassesTheFenceKnowsThePresentNumber() {
        ScopeTable scopes = new ScopeTable(tables(), nanoTime::get);
        transactions.<Integer>inTransaction(unit -> scopes.require(unit, SCOPE));
        int present = madeAnewByAnotherProcess();
        assertThat(transactions.<Optional<Integer>>inTransaction(
                        unit -> scopes.lock(unit, SCOPE, Duration.ofMinutes(1))))
                .contains(present);
        assertThat(find(scopes)).contains(present);
    }

    private int madeAnewByAnotherProcess() {
        ScopeTable other = new ScopeTable(tables());
        return transactions.inTransaction(unit -> {
            assertThat(otherProcess.tenants().remove(unit, SCOPE.tenant(), 10)).isEqualTo(1);
            return other.require(unit, SCOPE);
        });
    }

    private Optional<Integer> find(ScopeTable scopes) {
        return transactions.inTransaction(unit -> scopes.find(unit, SCOPE));
    }

    private static Table.Source tables() {
        return new Table.Source(TablePrefix.DEFAULT, Dialects.named("h2"), HandleOpener.withoutTemplates());
    }
}
