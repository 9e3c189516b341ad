package dev.integrationsdk.testkit.contract;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.identity.EntityScope;
import java.sql.Connection;
import java.util.List;
import java.util.function.ObjIntConsumer;

/** The levels of isolation at which a host may run its transactions. */
final class Isolation {
    private static final List<Integer> LEVELS =
            List.of(Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ);

    private Isolation() {}

    /** One for each level, in which nobody has written yet. */
    static EntityScope newScope(int level) {
        return level == Connection.TRANSACTION_READ_COMMITTED ? Fixtures.SCOPE : Fixtures.OTHER_TENANT;
    }

    /** Gives the store's transactions at each level, or its only ones once for each. */
    static void forEach(StoreUnderTest store, ObjIntConsumer<TransactionRunner> test) {
        for (int level : LEVELS) {
            test.accept(store.transactionsAt(level).orElseGet(store::transactions), level);
        }
    }
}
