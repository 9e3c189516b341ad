package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.CMTTransactionHandler;
import org.jdbi.v3.core.transaction.DelegatingTransactionHandler;
import org.jdbi.v3.core.transaction.LocalTransactionHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What the host's own JDBI code does on the thread of a lent transaction. */
class JdbiTransactionRunnerTest {
    private final WatchedSource source = new WatchedSource(JdbcStore.memory());
    private final Jdbi jdbi = Jdbi.create(source);
    private final TransactionRunner transactions = JdbiTransactionRunner.of(jdbi);

    @BeforeEach
    void createTable() {
        JdbcStore.execute(source, "CREATE TABLE host (id INTEGER PRIMARY KEY)");
    }

    @Test
    void lentHandleHasTheHostsMappers() {
        jdbi.registerRowMapper(Row.class, (row, context) -> new Row(row.getInt(1)));
        Row read = transactions.inTransaction(unit -> unit.unwrap(Handle.class)
                .createQuery("SELECT 4711")
                .mapTo(Row.class)
                .one());
        assertThat(read).isEqualTo(new Row(4711));
    }

    @Test
    void jdbiOfTheHostUsesTheLentTransaction() {
        int opened = source.opened();
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.inTransaction(unit -> {
                    jdbi.useHandle(handle -> insert(handle, 1));
                    jdbi.useTransaction(handle -> insert(handle, 2));
                    throw new IllegalStateException("rolled back with the rest");
                }));
        assertThat(source.count("host")).isZero();
        assertThat(source.opened()).isEqualTo(opened + 1);
    }

    @Test
    void swallowedFailureInTheHostsJdbiIsNotCommitted() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    jdbi.useHandle(handle -> insert(handle, 1));
                    try {
                        jdbi.useHandle(handle -> insert(handle, 1));
                    } catch (RuntimeException noticed) {
                        return 0;
                    }
                    return 1;
                })))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("host")).isZero();
    }

    @Test
    void transactionHandlerOfTheHostBeginsAndEnds() {
        List<String> seen = new ArrayList<>();
        jdbi.setTransactionHandler(new Recording(seen));
        transactions.inTransaction(unit -> insert(unit.unwrap(Handle.class), 1));
        codeOf(() -> transactions.inTransaction(unit -> {
            throw new dev.integrationsdk.spi.error.IntegrationException(ErrorCode.CANCELLED, "stop");
        }));
        assertThat(seen).containsExactly("begin", "commit", "begin", "rollback");
    }

    @Test
    void handlerThatBeginsNothingIsRefused() {
        jdbi.setTransactionHandler(new CMTTransactionHandler());
        assertThat(codeOf(() -> transactions.inTransaction(unit -> 1))).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(source.open()).isZero();
    }

    @Test
    void handleInUseIsNeverJoinedButRefused() {
        jdbi.useTransaction(handle -> {
            insert(handle, 1);
            assertThatIllegalStateException()
                    .isThrownBy(() -> transactions.inTransaction(unit -> 1))
                    .withMessageContaining("in use on this thread");
        });
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void handlesThatTheHostOpensAreItsOwn() {
        transactions.inTransaction(unit -> 1);
        try (Handle own = jdbi.open()) {
            own.begin();
            insert(own, 1);
            own.commit();
        }
        assertThat(source.count("host")).isEqualTo(1);
        assertThat(source.open()).isZero();
    }

    @Test
    void connectionOfAHandleThatABorrowerClosedIsGivenBack() {
        transactions.inTransaction(unit -> {
            try (Handle handle = unit.unwrap(Handle.class)) {
                return insert(handle, 1);
            }
        });
        assertThat(source.count("host")).isEqualTo(1);
        assertThat(source.open()).isZero();
    }

    private static int insert(Handle handle, int id) {
        return handle.execute("INSERT INTO host VALUES (?)", id);
    }

    /** A row as the host maps it. */
    record Row(int id) {}

    private static final class Recording extends DelegatingTransactionHandler {
        private final List<String> seen;

        Recording(List<String> seen) {
            super(new LocalTransactionHandler());
            this.seen = seen;
        }

        @Override
        public void begin(Handle handle) {
            seen.add("begin");
            super.begin(handle);
        }

        @Override
        public void commit(Handle handle) {
            seen.add("commit");
            super.commit(handle);
        }

        @Override
        public void rollback(Handle handle) {
            seen.add("rollback");
            super.rollback(handle);
        }
    }
}
