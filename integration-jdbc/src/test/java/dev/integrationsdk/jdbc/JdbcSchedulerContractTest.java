package dev.integrationsdk.jdbc;

import dev.integrationsdk.audit.AuditAction;
import dev.integrationsdk.databases.Product;
import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.schedule.Scheduling;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.testkit.TurnableClock;
import dev.integrationsdk.testkit.contract.LentScheduling;
import dev.integrationsdk.testkit.contract.SchedulerContract;
import dev.integrationsdk.testkit.contract.SchedulerUnderTest;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.integrationsdk.databases.Product#available")
class JdbcSchedulerContractTest implements SchedulerContract {
    private static final Map<Product, UrlSource> DATABASES = new EnumMap<>(Product.class);

    private final Product product;

    JdbcSchedulerContractTest(Product product) {
        this.product = product;
    }

    @Override
    public SchedulerUnderTest scheduler(Scheduling library, TurnableClock clock) {
        UrlSource source = DATABASES.computeIfAbsent(product, each -> new UrlSource(each.create()));
        JdbcStore.emptied(source);
        return StartedScheduler.start(source, new InMemory(library, source), clock);
    }

    /** The library's own rows are in memory here, and the schedules in a database. */
    private static final class InMemory extends LentScheduling {
        private final TransactionRunner transactions;

        InMemory(Scheduling library, DataSource dataSource) {
            super(library);
            transactions = JdbcTransactionRunner.of(dataSource);
        }

        @Override
        public boolean change(
                Actor actor,
                AuditAction action,
                StreamId stream,
                String detail,
                Supplier<TransactionRunner.Work<Boolean>> prepared) {
            return super.change(actor, action, stream, detail, () -> {
                TransactionRunner.Work<Boolean> change = prepared.get();
                return unit -> transactions.inTransaction(change);
            });
        }
    }
}
