package dev.integrationsdk.proofs.cut;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A planted fault that many hosts have: on its way out it switches auto-commit on again, whatever happened, and with it
 * commits what a failed work had done so far. Thread-safe.
 *
 * @param dataSource of the host
 */
record HalvingRunner(DataSource dataSource) implements TransactionRunner {
    @Override
    public <T> T inTransaction(Work<T> work) {
        List<Runnable> afterCommit = new ArrayList<>();
        T result;
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                result = work.run(new BareUnit(connection, afterCommit));
                connection.commit();
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException failure) {
            throw new IntegrationException(ErrorCode.STORE_UNAVAILABLE, "no connection", failure);
        }
        afterCommit.forEach(Runnable::run);
        return result;
    }

    private record BareUnit(Connection connection, List<Runnable> actions) implements UnitOfWork {
        @Override
        public <T> T unwrap(Class<T> type) {
            return type.cast(connection);
        }

        @Override
        public void afterCommit(Runnable action) {
            actions.add(action);
        }
    }
}
