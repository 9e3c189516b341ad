package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open transaction as its borrowers see it. Confined to its thread. */
final class JdbcUnitOfWork implements UnitOfWork {
    private static final Logger LOGGER = LoggerFactory.getLogger(JdbcUnitOfWork.class);

    private final HostTransaction host;
    private final ConnectionGuard guard;
    private final HandleOpener handles;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable Handle handle;
    private boolean ended;

    JdbcUnitOfWork(HostTransaction host, ConnectionGuard guard, HandleOpener handles) {
        this.host = host;
        this.guard = guard;
        this.handles = handles;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        requireOpen();
        if (type == Connection.class) {
            return type.cast(guard.lent());
        }
        Object hosts = host.objects().get(type);
        if (hosts != null) {
            return type.cast(hosts);
        }
        if (type == Handle.class) {
            Handle open = handle == null ? handles.open(guard.lent()) : handle;
            handle = open;
            return type.cast(open);
        }
        throw new IllegalArgumentException("this transaction has " + names() + ", but no " + type.getName());
    }

    private String names() {
        Set<Class<?>> types = new LinkedHashSet<>(List.of(Connection.class, Handle.class));
        types.addAll(host.objects().keySet());
        return types.stream().map(Class::getName).collect(Collectors.joining(", "));
    }

    /** For the library's own statements, whose failures it throws itself. */
    Connection unguarded() {
        requireOpen();
        return host.connection();
    }

    /**
     * {@inheritDoc}
     *
     * <p>It also refuses to go on where nothing can be committed any more: a database that has ended the transaction at an
     * error would otherwise refuse the library's next statement, as if that were at fault.
     */
    @Override
    public void flush() {
        requireOpen();
        host.flush();
        guard.requireUnharmed();
        if (host.isRollbackOnly()) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED, "the host's code marked the transaction rollback-only");
        }
    }

    @Override
    public void afterCommit(Runnable action) {
        requireOpen();
        afterCommit.add(Objects.requireNonNull(action, "action"));
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
