package dev.integrationsdk.jdbc.spring;

import dev.integrationsdk.jdbc.internal.Connections;
import dev.integrationsdk.jdbc.internal.HostTransaction;
import dev.integrationsdk.jdbc.internal.SqlFailures;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.TransactionUsageException;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A transaction of the host's transaction manager. While it is lent, the guarded connection is bound to the thread in
 * place of the manager's own. Confined to its thread.
 */
final class SpringTransaction implements HostTransaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(SpringTransaction.class);

    private final PlatformTransactionManager transactionManager;
    private final DataSource dataSource;
    private final TransactionStatus status;
    private final ConnectionHolder own;
    private final Connection connection;
    private @Nullable ConnectionHolder lent;

    private SpringTransaction(
            PlatformTransactionManager transactionManager,
            DataSource dataSource,
            TransactionStatus status,
            ConnectionHolder own) {
        this.transactionManager = transactionManager;
        this.dataSource = dataSource;
        this.status = status;
        this.own = own;
        this.connection = own.getConnection();
    }

    /** @throws IntegrationException INVALID_CONFIGURATION if the manager does not manage the data source */
    static SpringTransaction begin(PlatformTransactionManager transactionManager, DataSource dataSource) {
        TransactionStatus status = begun(transactionManager);
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.getResource(dataSource) instanceof ConnectionHolder holder) {
            return new SpringTransaction(transactionManager, dataSource, status, holder);
        }
        transactionManager.rollback(status);
        throw new IntegrationException(
                ErrorCode.INVALID_CONFIGURATION,
                "the transactions of " + transactionManager.getClass().getName()
                        + " are not on the runner's data source:"
                        + " give both the same one (a JpaTransactionManager needs its data source set, and no manager may"
                        + " have its synchronization switched off)");
    }

    /** New, whatever the thread has: the runner has looked, but a manager may hide its transactions from it. */
    private static TransactionStatus begun(PlatformTransactionManager transactionManager) {
        try {
            return transactionManager.getTransaction(
                    new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
        } catch (TransactionUsageException refused) {
            throw new IntegrationException(
                    ErrorCode.INVALID_CONFIGURATION,
                    transactionManager.getClass().getName() + " refused to begin a transaction ("
                            + SqlFailures.shown(refused) + ")",
                    refused);
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void lend(Connection guarded) {
        ConnectionHolder holder = new ConnectionHolder(guarded, true);
        holder.setSynchronizedWithTransaction(true);
        if (own.hasTimeout()) {
            holder.setTimeoutInMillis(own.getTimeToLiveInMillis());
        }
        bind(holder);
        lent = holder;
    }

    private void takeBack() {
        ConnectionHolder holder = lent;
        if (holder == null) {
            return;
        }
        lent = null;
        bind(own);
        if (holder.isRollbackOnly()) {
            own.setRollbackOnly();
        }
    }

    private void bind(ConnectionHolder holder) {
        TransactionSynchronizationManager.unbindResourceIfPossible(dataSource);
        TransactionSynchronizationManager.bindResource(dataSource, holder);
    }

    @Override
    public void flush() {
        status.flush();
    }

    @Override
    public boolean isRollbackOnly() {
        return status.isRollbackOnly() || (lent != null && lent.isRollbackOnly());
    }

    /** A mapper writes past the lent connection. That another was first need not come from the database. */
    @Override
    public Optional<SQLException> failureBehind(Throwable thrown) {
        return SqlFailures.behind(thrown)
                .or(() -> SqlFailures.causedBy(thrown, ConcurrencyFailureException.class)
                        .map(first -> new SQLTransactionRollbackException("another was first", "40001", first)));
    }

    @Override
    public void commit() {
        takeBack();
        Completion completion = new Completion(connection);
        TransactionSynchronizationManager.registerSynchronization(completion);
        try {
            transactionManager.commit(status);
        } catch (RuntimeException failure) {
            if (completion.isCommitted()) {
                LOGGER.warn("What the host does after a commit failed; the commit stands.", failure);
                return;
            }
            if (!completion.wasSent() || failure instanceof UnexpectedRollbackException) {
                throw new IntegrationException(
                        ErrorCode.HANDLER_FAILED,
                        "the host's side refused the commit (" + SqlFailures.shown(failure) + ")",
                        failure);
            }
            throw failure;
        }
    }

    @Override
    public void rollback() throws SQLException {
        takeBack();
        if (status.isCompleted()) {
            return;
        }
        try {
            Connections.rollBackOrDestroy(connection);
        } finally {
            transactionManager.rollback(status);
        }
    }

    /** The manager has given the connection back when it completed the transaction. */
    @Override
    public void close() {
        try {
            rollback();
        } catch (SQLException | RuntimeException failure) {
            LOGGER.warn("A transaction could not be ended ({}).", SqlFailures.shown(failure));
        }
    }
}
