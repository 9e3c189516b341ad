package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open transaction as its borrowers see it. Confined to its thread. */
final class JdbcUnitOfWork implements UnitOfWork {
    private static final Logger LOGGER = LoggerFactory.getLogger(JdbcUnitOfWork.class);

    private final Connection connection;
    private final ConnectionGuard guard;
    private final HandleOpener handles;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable Handle handle;
    private boolean ended;

    JdbcUnitOfWork(Connection connection, ConnectionGuard guard, HandleOpener handles) {
        this.connection = connection;
        this.guard = guard;
        this.handles = handles;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        requireOpen();
        if (type == Connection.class) {
            return type.cast(guard.lent());
        }
        if (type == Handle.class) {
            Handle open = handle == null ? handles.open(guard.lent()) : handle;
            handle = open;
            return type.cast(open);
        }
        throw new IllegalArgumentException("this transaction has a " + Connection.class.getName() + " and a "
                + Handle.class.getName() + ", but no " + type.getName());
    }

    /** For the library's own statements, whose failures it throws itself. */
    Connection unguarded() {
        requireOpen();
        return connection;
    }

    @Override
    public void afterCommit(Runnable action) {
        requireOpen();
        afterCommit.add(Objects.requireNonNull(action, "action"));
    }

    /**
     * Nothing is kept back, but the engine's own statements must not begin after one of the handler's has failed: on
     * PostgreSQL they would fail too, and the failure would seem to be theirs.
     */
    @Override
    public void flush() {
        requireOpen();
        guard.requireUnharmed();
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException("the transaction has ended: its unit of work is of no use any more");
        }
    }

    void end() {
        ended = true;
        if (handle != null) {
            try {
                handle.close();
            } catch (RuntimeException failure) {
                LOGGER.warn("A handle could not be closed ({}).", SqlFailures.shown(failure));
            }
        }
    }

    /** The commit has happened: nothing that an action throws may make it look otherwise. */
    void runAfterCommit() {
        for (Runnable action : afterCommit) {
            try {
                action.run();
            } catch (Throwable thrown) {
                LOGGER.warn("An action after a commit failed; the commit stands.", thrown);
            }
        }
    }
}
