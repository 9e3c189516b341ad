package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

@ParameterizedClass
@EnumSource(RunnerKind.class)
class LostConnectionTest {
    @TempDir
    Path folder = Path.of("set by JUnit");

    private final RunnerKind kind;
    private UrlSource source = new UrlSource("");
    private TransactionRunner transactions;

    LostConnectionTest(RunnerKind kind) {
        this.kind = kind;
        this.transactions = JdbcTransactionRunner.of(source);
    }

    @BeforeEach
    void createTable() {
        source = new UrlSource(JdbcStore.file(folder));
        transactions = kind.on(source);
        JdbcStore.execute(source, "CREATE TABLE host (id INTEGER PRIMARY KEY)");
    }

    @Test
    void noConnectionIsStoreUnavailable() {
        TransactionRunner unreachable = kind.on(new UrlSource("jdbc:h2:tcp://127.0.0.1:1/nowhere"));
        assertThat(codeOf(() -> unreachable.inTransaction(unit -> 1))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void poolThatThrowsItsOwnExceptionIsStoreUnavailable() {
        TransactionRunner closedPool = kind.on(new UrlSource("") {
            @Override
            public Connection getConnection() {
                throw new IllegalStateException("closed");
            }
        });
        assertThat(codeOf(() -> closedPool.inTransaction(unit -> 1))).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void lossDuringAStatementIsStoreUnavailable() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    pullThePlug();
                    return insert(unit);
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void lossThatTheHandlerTookForSomethingElseIsStoreUnavailable() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    pullThePlug();
                    try {
                        return insert(unit);
                    } catch (RuntimeException misread) {
                        throw new IntegrationException(ErrorCode.HANDLER_REJECTED, "bad record", misread);
                    }
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void lossThatShowsAtTheRollbackOnlyIsStoreUnavailable() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    pullThePlug();
                    throw new IntegrationException(ErrorCode.HANDLER_REJECTED, "bad record");
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void lossAtTheCommitIsCommitUnknownAndRunsNoActions() {
        List<String> seen = new ArrayList<>();
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    unit.afterCommit(() -> seen.add("never"));
                    int inserted = insert(unit);
                    pullThePlug();
                    return inserted;
                })))
                .isEqualTo(ErrorCode.COMMIT_UNKNOWN);
        assertThat(seen).isEmpty();
    }

    @Test
    void committedWorkSurvivesAndTheNextTransactionWorks() throws SQLException {
        transactions.inTransaction(LostConnectionTest::insert);
        codeOf(() -> transactions.inTransaction(unit -> {
            pullThePlug();
            return 1;
        }));
        int rows = transactions.inTransaction(unit -> unit.unwrap(Handle.class)
                .createQuery("SELECT COUNT(*) FROM host")
                .mapTo(Integer.class)
                .one());
        assertThat(rows).isEqualTo(1);
    }

    @Test
    void lossDuringARepositoryCallIsStoreUnavailable() {
        JdbcStore store = JdbcStore.in(source);
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    pullThePlug();
                    return store.repositories().checkpoints().find(unit, Samples.STREAM);
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    private static int insert(UnitOfWork unit) {
        return unit.unwrap(Handle.class).execute("INSERT INTO host VALUES (1)");
    }

    private void pullThePlug() {
        JdbcStore.execute(source, "SHUTDOWN IMMEDIATELY");
    }
}
