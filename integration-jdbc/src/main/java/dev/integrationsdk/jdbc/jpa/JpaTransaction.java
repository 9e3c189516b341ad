package dev.integrationsdk.jdbc.jpa;

import dev.integrationsdk.jdbc.internal.Connections;
import dev.integrationsdk.jdbc.internal.HostTransaction;
import dev.integrationsdk.jdbc.internal.SqlFailures;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.OptimisticLockException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A resource-local transaction of an entity manager that lives as long as it. Confined to its thread. */
final class JpaTransaction implements HostTransaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(JpaTransaction.class);

    private final EntityManager entities;
    private final EntityTransaction transaction;
    private final Connection connection;
    private final EntityManager lent;

    private JpaTransaction(EntityManager entities, EntityTransaction transaction, Connection connection) {
        this.entities = entities;
        this.transaction = transaction;
        this.connection = connection;
        this.lent = EntityManagerGuard.lend(entities);
    }

    static JpaTransaction begin(EntityManagerFactory factory) {
        EntityManager entities = factory.createEntityManager();
        try {
            EntityTransaction transaction = entities.getTransaction();
            transaction.begin();
            return new JpaTransaction(entities, transaction, connectionOf(entities));
        } catch (Throwable failure) {
            entities.close();
            throw failure;
        }
    }

    /** A provider keeps it until the end of a resource-local transaction. */
    private static Connection connectionOf(EntityManager entities) {
        return entities.<Connection, Connection>callWithConnection(connection -> connection);
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public Map<Class<?>, Object> objects() {
        return Map.of(EntityManager.class, lent);
    }

    @Override
    public void flush() {
        entities.flush();
    }

    /** A transaction that somebody has ended through an unwrapped object of the provider is not to be committed either. */
    @Override
    public boolean isRollbackOnly() {
        return !transaction.isActive() || transaction.getRollbackOnly();
    }

    /** The mapper writes past the lent connection. That another was first need not come from the database. */
    @Override
    public Optional<SQLException> failureBehind(Throwable thrown) {
        return SqlFailures.behind(thrown)
                .or(() -> SqlFailures.causedBy(thrown, OptimisticLockException.class)
                        .map(first -> new SQLTransactionRollbackException("another was first", "40001", first)));
    }

    @Override
    public void commit() {
        transaction.commit();
    }

    @Override
    public void rollback() throws SQLException {
        if (!transaction.isActive()) {
            return;
        }
        try {
            Connections.rollBackOrDestroy(connection);
        } finally {
            transaction.rollback();
        }
    }

    @Override
    public void close() {
        try {
            entities.close();
        } catch (RuntimeException failure) {
            LOGGER.warn("An entity manager could not be closed ({}).", SqlFailures.shown(failure));
        }
    }
}
