package dev.integrationsdk.jdbc.spring;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.jdbc.internal.GuardedRunner;
import dev.integrationsdk.spi.error.IntegrationException;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lends transactions of the host's Spring transaction manager: {@code JdbcTransactionManager},
 * {@code DataSourceTransactionManager}, or {@code JpaTransactionManager} with its data source set. Thread-safe.
 *
 * <p>What the host's code finds by itself on the thread of the transaction is in it: {@code JdbcTemplate} and whatever
 * else asks {@code DataSourceUtils}, {@code @Transactional} methods that join, and under {@code JpaTransactionManager}
 * the shared {@code EntityManager} and repositories. Connections that are found so are guarded like the lent one, as
 * {@link dev.integrationsdk.jdbc.JdbcTransactionRunner} describes; an object-relational mapper writes past the guard, but
 * marks the transaction rollback-only when a statement fails. A transaction marked rollback-only, by whomever, is
 * HANDLER_FAILED, so that the page is applied record by record. {@code UnitOfWork.flush} flushes the transaction's
 * mappers before the library writes.
 *
 * <p>It never joins a transaction that is open on the thread already, but refuses it. A joined one would commit nothing
 * at the end of a page, although the run goes on to the next; it would be held open during calls to the outside. A new
 * one beside it would take a second connection, which empties a pool, would wait for locks that its own thread holds,
 * and would not be undone with the first. Start runs where no transaction is open, for instance in a method with
 * {@code @Transactional(propagation = NOT_SUPPORTED)}.
 *
 * <p>JTA is not supported: its connection cannot be proven to be part of the transaction.
 */
public final class SpringTransactionRunner implements TransactionRunner {
    private final TransactionRunner guarded;

    private SpringTransactionRunner(PlatformTransactionManager transactionManager, DataSource dataSource) {
        Objects.requireNonNull(transactionManager, "transactionManager");
        DataSource target = target(Objects.requireNonNull(dataSource, "dataSource"));
        this.guarded = new GuardedRunner(() -> SpringTransaction.begin(transactionManager, target));
    }

    /**
     * Makes a runner.
     *
     * @param transactionManager begins and ends every transaction, with its own isolation level and time limit
     * @param dataSource the one that the transaction manager manages
     */
    public static SpringTransactionRunner of(PlatformTransactionManager transactionManager, DataSource dataSource) {
        return new SpringTransactionRunner(transactionManager, dataSource);
    }

    /** The managers bind connections to what is behind such a proxy. */
    private static DataSource target(DataSource dataSource) {
        return dataSource instanceof TransactionAwareDataSourceProxy proxy && proxy.getTargetDataSource() != null
                ? proxy.getTargetDataSource()
                : dataSource;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IntegrationException also HANDLER_FAILED if a statement failed and the work went on all the same, if the
     *     transaction was marked rollback-only, or if a constraint was violated at the commit; INVALID_CONFIGURATION if
     *     the manager does not manage the data source
     * @throws IllegalStateException if a transaction is open on this thread
     */
    @Override
    public <T> T inTransaction(Work<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "a Spring transaction is open on this thread: call the library outside of it,"
                            + " since each page is a transaction of its own");
        }
        return guarded.inTransaction(work);
    }
}
