package dev.integrationsdk.jdbc.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction that the host's JDBI begins and ends. While it is lent, everything that goes through the host's
 * {@link Jdbi} on this thread uses its handle. Confined to its thread.
 */
public final class JdbiTransaction implements HostTransaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(JdbiTransaction.class);

    private final Handle handle;
    private final SwitchedConnection connection;

    private JdbiTransaction(Handle handle, SwitchedConnection connection) {
        this.handle = handle;
        this.connection = connection;
    }

    /** @param jdbi in which {@link #plugin()} is installed */
    public static JdbiTransaction begin(Jdbi jdbi) {
        SwitchingPlugin.ARMED.set(true);
        Handle handle;
        SwitchedConnection connection;
        try {
            handle = jdbi.open();
            connection = SwitchingPlugin.take();
        } finally {
            SwitchingPlugin.ARMED.remove();
            SwitchingPlugin.MADE.remove();
        }
        handle.getConfig(Handles.class).setForceEndTransactions(false);
        try {
            handle.begin();
            return new JdbiTransaction(handle, connection);
        } catch (Throwable failure) {
            handle.close();
            throw failure;
        }
    }

    /** Puts a switch between a handle and its connection; it does nothing to handles that the host opens. */
    public static JdbiPlugin plugin() {
        return SwitchingPlugin.ONLY;
    }

    @Override
    public Connection connection() {
        return connection.own();
    }

    @Override
    public void lend(Connection guarded) {
        connection.lend(guarded);
        handle.getJdbi().getHandleScope().set(handle);
    }

    @Override
    public Map<Class<?>, Object> objects() {
        return Map.of(Handle.class, handle);
    }

    @Override
    public void commit() {
        takeBack();
        handle.commit();
    }

    @Override
    public void rollback() throws SQLException {
        takeBack();
        Connections.rollBackOrDestroy(connection.own());
        if (handle.isInTransaction()) {
            handle.rollback();
        }
    }

    private void takeBack() {
        connection.takeBack();
        handle.getJdbi().getHandleScope().clear();
    }

    /** Closes the connection too, for the case that a borrower has closed the handle. */
    @Override
    public void close() {
        takeBack();
        try {
            handle.close();
        } catch (RuntimeException failure) {
            LOGGER.warn("A handle could not be closed ({}).", SqlFailures.shown(failure));
        }
        Connections.close(connection.own());
    }

    private static final class SwitchingPlugin implements JdbiPlugin {
        static final SwitchingPlugin ONLY = new SwitchingPlugin();
        static final ThreadLocal<Boolean> ARMED = new ThreadLocal<>();
        static final ThreadLocal<@Nullable SwitchedConnection> MADE = new ThreadLocal<>();

        @Override
        public Connection customizeConnection(Connection opened) {
            if (ARMED.get() == null) {
                return opened;
            }
            SwitchedConnection made = new SwitchedConnection(opened);
            MADE.set(made);
            return made.face();
        }

        static SwitchedConnection take() {
            SwitchedConnection made = MADE.get();
            if (made == null) {
                throw new IllegalStateException("the runner's plugin is not installed in this Jdbi");
            }
            return made;
        }
    }
}
