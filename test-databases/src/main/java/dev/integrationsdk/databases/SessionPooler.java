package dev.integrationsdk.databases;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a pooler in transaction mode is to its clients: each connection is another session than the one before, and a
 * session that is given back forgets all that it was told: prepared statements, settings, advisory locks, temporary
 * tables. Thread-safe.
 *
 * <p>PostgreSQL's driver learns nothing of it, just as behind a real pooler: it would prepare its statements anew if it
 * saw {@code DISCARD ALL}, so the parts of that command run inside a block. MariaDB's driver resets the session itself.
 */
public final class SessionPooler extends BareDataSource implements AutoCloseable {
    private static final int FEWEST_IDLE = 2;
    private static final String FORGET = """
            DO $$ BEGIN
                EXECUTE 'RESET SESSION AUTHORIZATION';
                EXECUTE 'RESET ALL';
                EXECUTE 'DEALLOCATE ALL';
                EXECUTE 'UNLISTEN *';
                PERFORM pg_advisory_unlock_all();
                EXECUTE 'DISCARD PLANS';
                EXECUTE 'DISCARD TEMP';
                EXECUTE 'DISCARD SEQUENCES';
            END $$""";

    private final Database database;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private boolean closed;

    /** @param database of PostgreSQL, or of MariaDB {@code with("useResetConnection=true")} */
    public SessionPooler(Database database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection session = next();
        InvocationHandler lent = (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                giveBack(session);
                return null;
            }
            try {
                return method.invoke(session, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
            }
        };
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, lent);
    }

    /** The one that has rested longest. */
    private Connection next() throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new SQLException("the pooler is closed");
            }
            if (idle.size() >= FEWEST_IDLE) {
                return idle.removeFirst();
            }
        }
        return database.connect();
    }

    private void giveBack(Connection session) throws SQLException {
        if (session.isClosed()) {
            return;
        }
        forget(session);
        synchronized (idle) {
            if (!closed) {
                idle.addLast(session);
                return;
            }
        }
        session.close();
    }

    private void forget(Connection session) throws SQLException {
        if (!session.getAutoCommit()) {
            session.rollback();
            session.setAutoCommit(true);
        }
        if (database.product().equals("mariadb")) {
            session.unwrap(org.mariadb.jdbc.Connection.class).reset();
            return;
        }
        try (Statement statement = session.createStatement()) {
            statement.execute(FORGET);
        }
    }

    @Override
    public void close() throws SQLException {
        synchronized (idle) {
            closed = true;
            while (!idle.isEmpty()) {
                idle.removeFirst().close();
            }
        }
    }
}
