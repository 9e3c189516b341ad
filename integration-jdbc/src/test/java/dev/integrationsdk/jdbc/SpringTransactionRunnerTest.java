package dev.integrationsdk.jdbc;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.jdbc.PersistenceUnit.Contact;
import dev.integrationsdk.jdbc.spring.SpringTransactionRunner;
import dev.integrationsdk.spi.error.ErrorCode;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static dev.integrationsdk.jdbc.Failing.codeOf;
import static dev.integrationsdk.jdbc.Failing.exceptionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What the host's own Spring code does on the thread of a lent transaction. */
@ParameterizedClass
@MethodSource("dev.integrationsdk.jdbc.RunnerOn#spring")
class SpringTransactionRunnerTest {
    private final RunnerKind kind;
    private final WatchedSource source;
    private final PlatformTransactionManager manager;
    private final TransactionRunner transactions;
    private final JdbcTemplate jdbc;

    SpringTransactionRunnerTest(RunnerOn runner) {
        kind = runner.kind();
        source = runner.source();
        manager = kind.isHibernate() ? PersistenceUnit.springManager(source) : new DataSourceTransactionManager(source);
        transactions = SpringTransactionRunner.of(manager, source);
        jdbc = new JdbcTemplate(source);
    }

    @Test
    void jdbcTemplateWritesInTheLentTransaction() {
        int opened = source.opened();
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.inTransaction(unit -> {
                    insert(1);
                    throw new IllegalStateException("rolled back with the rest");
                }));
        assertThat(source.count("host")).isZero();
        transactions.inTransaction(unit -> insert(1));
        assertThat(source.count("host")).isEqualTo(1);
        assertThat(source.opened()).isEqualTo(opened + 2);
    }

    @Test
    void failureThatJdbcTemplateReportedAndTheHostSwallowedIsNotCommitted() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> insertTwiceCaught())))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("host")).isZero();
    }

    @Test
    void connectionThatJdbcTemplateLendsCannotBeCommittedEither() {
        transactions.inTransaction(unit -> jdbc.<Integer>execute((java.sql.Connection connection) -> {
            assertThatIllegalStateException().isThrownBy(connection::commit);
            return insert(1);
        }));
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void openTransactionIsNeverJoinedButRefused() {
        TransactionTemplate outer = new TransactionTemplate(manager);
        outer.executeWithoutResult(status -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> transactions.inTransaction(unit -> insert(1)))
                    .withMessageContaining("is open on this thread");
            insert(2);
        });
        assertThat(jdbc.queryForList("SELECT id FROM host", Integer.class)).containsExactly(2);
    }

    @Test
    void suspendedTransactionIsLeftAlone() {
        TransactionTemplate outer = new TransactionTemplate(manager);
        TransactionTemplate outside = new TransactionTemplate(manager);
        outside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        outer.executeWithoutResult(status -> {
            insert(1);
            outside.executeWithoutResult(none -> transactions.inTransaction(unit -> insert(2)));
            status.setRollbackOnly();
        });
        assertThat(jdbc.queryForList("SELECT id FROM host", Integer.class)).containsExactly(2);
    }

    @Test
    void transactionThatTheHostMarkedRollbackOnlyIsHandlerFailed() {
        TransactionTemplate joining = new TransactionTemplate(manager);
        assertThat(exceptionOf(() -> transactions.inTransaction(unit -> {
                    insert(1);
                    joining.executeWithoutResult(status -> status.setRollbackOnly());
                    return 1;
                })))
                .hasMessageContaining("rollback-only")
                .extracting(failure -> failure.code())
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("host")).isZero();
        transactions.inTransaction(unit -> insert(1));
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void joiningMethodOfTheHostCommitsWithTheRest() {
        TransactionTemplate joining = new TransactionTemplate(manager);
        transactions.inTransaction(unit -> {
            joining.executeWithoutResult(status -> insert(1));
            return insert(2);
        });
        assertThat(source.count("host")).isEqualTo(2);
    }

    @Test
    void independentTransactionOfTheHostStandsWhateverBecomesOfThisOne() {
        TransactionTemplate independent = new TransactionTemplate(manager);
        independent.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.inTransaction(unit -> {
                    insert(1);
                    independent.executeWithoutResult(status -> insert(2));
                    throw new IllegalStateException("only the first is undone");
                }));
        assertThat(jdbc.queryForList("SELECT id FROM host", Integer.class)).containsExactly(2);
    }

    @Test
    void managerOfAnotherDataSourceIsRefused() {
        WatchedSource other = new WatchedSource(JdbcStore.memory());
        assertThat(exceptionOf(() -> SpringTransactionRunner.of(manager, other).inTransaction(unit -> 1)))
                .hasMessageContaining("give both the same one")
                .extracting(failure -> failure.code())
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .isFalse();
        assertThat(source.open()).isZero();
    }

    @Test
    void managerThatHidesItsTransactionsIsRefused() {
        ((AbstractPlatformTransactionManager) manager)
                .setTransactionSynchronization(AbstractPlatformTransactionManager.SYNCHRONIZATION_NEVER);
        assertThat(codeOf(() -> transactions.inTransaction(unit -> insert(1))))
                .isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        assertThat(source.open()).isZero();
    }

    @Test
    void transactionAwareProxyStandsForWhatIsBehindIt() {
        SpringTransactionRunner.of(manager, new TransactionAwareDataSourceProxy(source))
                .inTransaction(unit -> insert(1));
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void refusalBeforeTheCommitIsHandlerFailed() {
        assertThat(codeOf(() -> transactions.inTransaction(unit -> {
                    register(new TransactionSynchronization() {
                        @Override
                        public void beforeCommit(boolean readOnly) {
                            throw new IllegalStateException("not with me");
                        }
                    });
                    return insert(1);
                })))
                .isEqualTo(ErrorCode.HANDLER_FAILED);
        assertThat(source.count("host")).isZero();
    }

    @Test
    void failureAfterTheCommitLeavesTheCommitStanding() {
        List<String> seen = new ArrayList<>();
        transactions.inTransaction(unit -> {
            unit.afterCommit(() -> seen.add("ours"));
            register(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    throw new IllegalStateException("this is meant to be in the log");
                }
            });
            return insert(1);
        });
        assertThat(seen).containsExactly("ours");
        assertThat(source.count("host")).isEqualTo(1);
    }

    @Test
    void sharedEntityManagerIsInTheTransactionAndFlushedBeforeTheLibraryWrites() {
        if (!kind.isHibernate()) {
            return;
        }
        EntityManager shared = SharedEntityManagerCreator.createSharedEntityManager(PersistenceUnit.on(source));
        transactions.inTransaction(unit -> {
            shared.persist(new Contact(new UUID(0, 1), "Ann"));
            assertThat(rows(unit)).isZero();
            unit.flush();
            assertThat(rows(unit)).isEqualTo(1);
            return 1;
        });
        assertThat(source.count("contact")).isEqualTo(1);
        assertThat(((JpaTransactionManager) manager).getDataSource()).isSameAs(source);
    }

    private int rows(UnitOfWork unit) {
        return unit.unwrap(org.jdbi.v3.core.Handle.class)
                .createQuery("SELECT COUNT(*) FROM contact")
                .mapTo(Integer.class)
                .one();
    }

    private static void register(TransactionSynchronization synchronization) {
        TransactionSynchronizationManager.registerSynchronization(synchronization);
    }

    private int insert(int id) {
        return jdbc.update("INSERT INTO host VALUES (?)", id);
    }

    private int insertTwiceCaught() {
        insert(1);
        try {
            return insert(1);
        } catch (DataAccessException noticed) {
            return 0;
        }
    }
}
