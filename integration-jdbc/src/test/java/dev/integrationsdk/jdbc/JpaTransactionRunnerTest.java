package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.PersistenceUnit.Contact;
import dev.integrationsdk.jdbc.jpa.JpaTransactionRunner;
import dev.integrationsdk.spi.error.ErrorCode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.hibernate.Session;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is particular to transactions of an entity manager. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.jdbc.RunnerOn#jpa")
class JpaTransactionRunnerTest {
    private static final UUID ID = new UUID(0, 1);

    private final RunnerOn runner;
    private final WatchedSource source;
    private final TransactionRunner transactions;

    JpaTransactionRunnerTest(RunnerOn runner) {
        this.runner = runner;
        source = runner.source();
        transactions = JpaTransactionRunner.of(PersistenceUnit.on(source));
    }

    @Test
    void entitiesAndConnectionShareOneTransaction() {
        transactions.inTransaction(unit -> {
            entities(unit).persist(new Contact(ID, "Ann"));
            assertThat(rows(unit)).isZero();
            unit.flush();
            assertThat(rows(unit)).isEqualTo(1);
            return unit.unwrap(Handle.class).execute("UPDATE contact SET name = 'Bea'");
        });
        assertThat(source.count("contact WHERE name = 'Bea'")).isEqualTo(1);
        assertThat(source.open()).isZero();
    }

    @Test
    void whatWasNeverFlushedIsSentBeforeTheCommit() {
        transactions.inTransaction(unit -> {
            entities(unit).persist(new Contact(ID, "Ann"));
            return 1;
        });
        assertThat(source.count("contact")).isEqualTo(1);
    }

    @Test
    void constraintThatShowsAtTheLastFlushIsHandlerFailedAndExplainedWithoutAValue() {
        assertThat(exceptionOf(() -> transactions.inTransaction(unit -> {
                    entities(unit).persist(new Contact(ID, "Ann"));
                    entities(unit).persist(new Contact(new UUID(0, 2), "Ann"));
                    return 1;
                })))
                .hasMessageContaining("must be unique")
                .hasMessageNotContaining("Ann")
                .extracting(failure -> failure.code())
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("contact")).isZero();
    }

    @Test
    void flushThatFailedUnnoticedIsNotCommitted() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    entities(unit).persist(new Contact(ID, "Ann"));
                    entities(unit).persist(new Contact(new UUID(0, 2), "Ann"));
                    try {
                        unit.flush();
                    } catch (PersistenceException swallowed) {
                        entities(unit).clear();
                    }
                    return 1;
                })))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("contact")).isZero();
    }

    @Test
    void everyTransactionHasAnEntityManagerOfItsOwn() {
        EntityManager first = transactions.inTransaction(JpaTransactionRunnerTest::entities);
        assertThat(first.isOpen()).isFalse();
        transactions.inTransaction(unit -> assertThat(entities(unit)).isNotEqualTo(first));
    }

    @Test
    void lentEntityManagerCanNeitherEndItsTransactionNorBeClosed() {
        transactions.inTransaction(unit -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> entities(unit).getTransaction())
                    .withMessageContaining("is lent");
            entities(unit).close();
            entities(unit).persist(new Contact(ID, "Ann"));
            return 1;
        });
        assertThat(source.count("contact")).isEqualTo(1);
    }

    @Test
    void transactionThatWasEndedThroughTheProvidersOwnObjectIsNotTakenForCommitted() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    entities(unit).unwrap(Session.class).getTransaction().rollback();
                    return 1;
                })))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
    }

    @Test
    void lostOptimisticLockIsAConflict() {
        transactions.inTransaction(unit -> {
            entities(unit).persist(new Contact(ID, "Ann"));
            return 1;
        });
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    Contact read = entities(unit).find(Contact.class, ID);
                    JdbcStore.execute(source, "UPDATE contact SET version = version + 1");
                    read.rename("Bea");
                    unit.flush();
                    return 1;
                })))
                .isEqualTo(ErrorCode.STORE_CONFLICT);
        assertThat(source.count("contact WHERE name = 'Ann'")).isEqualTo(1);
    }

    @Test
    void lockTimeoutInsideTheMapperIsAConflict() throws SQLException {
        transactions.inTransaction(unit -> {
            entities(unit).persist(new Contact(ID, "Ann"));
            return 1;
        });
        try (Connection other = source.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("DELETE FROM contact");
            assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                        unit.unwrap(Handle.class).execute(runner.withoutWaiting());
                        entities(unit).find(Contact.class, ID).rename("Bea");
                        unit.flush();
                        return 1;
                    })))
                    .isEqualTo(ErrorCode.STORE_CONFLICT);
        }
    }

    @Test
    void lossInsideTheMapperIsStoreUnavailable() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    entities(unit).persist(new Contact(ID, "Ann"));
                    JdbcStore.execute(source, runner.pullThePlug());
                    unit.flush();
                    return 1;
                })))
                .isEqualTo(ErrorCode.STORE_UNAVAILABLE);
    }

    @Test
    void hostsOwnExceptionIsNotReplaced() {
        IllegalStateException thrown = new IllegalStateException("no");
        assertThatThrownBy(() -> transactions.inTransaction(unit -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
    }

    private static EntityManager entities(UnitOfWork unit) {
        return unit.unwrap(EntityManager.class);
    }

    private static int rows(UnitOfWork unit) {
        return unit.unwrap(Handle.class)
                .createQuery("SELECT COUNT(*) FROM contact")
                .mapTo(Integer.class)
                .one();
    }
}
