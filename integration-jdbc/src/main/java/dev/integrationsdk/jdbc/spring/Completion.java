package dev.integrationsdk.jdbc.spring;

import dev.integrationsdk.jdbc.internal.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;

/** Learns how a transaction ended, whatever its manager throws. Confined to the transaction's thread. */
final class Completion implements TransactionSynchronization {
    private static final Logger LOGGER = LoggerFactory.getLogger(Completion.class);

    private final Connection connection;
    private int outcome = STATUS_UNKNOWN;
    private boolean sent;

    Completion(Connection connection) {
        this.connection = connection;
    }

    boolean isCommitted() {
        return outcome == STATUS_COMMITTED;
    }

    /** Whether nothing of the host's has refused the commit before the database was asked. */
    boolean wasSent() {
        return sent;
    }

    /** The last one to be asked, since it was registered last and in the last order. */
    @Override
    public void beforeCommit(boolean readOnly) {
        sent = true;
    }

    /** Some managers restore auto-commit after a commit that failed, which would commit what is still open. */
    @Override
    public void afterCompletion(int how) {
        outcome = how;
        if (how == STATUS_UNKNOWN) {
            try {
                connection.rollback();
            } catch (SQLException unclean) {
                LOGGER.warn("A failed commit could not be rolled back ({}).", SqlFailures.shown(unclean));
            }
        }
    }
}
