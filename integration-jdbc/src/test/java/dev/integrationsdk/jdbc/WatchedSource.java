package dev.integrationsdk.jdbc;

import dev.integrationsdk.databases.Database;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is done with its connections. */
class WatchedSource extends UrlSource {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final List<Boolean> autoCommitAtClose = new CopyOnWriteArrayList<>();

    WatchedSource(String url) {
        super(url);
    }

    WatchedSource(Database database) {
        super(database);
    }

    int opened() {
        return opened.get();
    }

    int open() {
        return open.get();
    }

    List<Boolean> autoCommitAtClose() {
        return autoCommitAtClose;
    }

    /** Takes the statements prepared since the last call. */
    List<String> takeStatements() {
        List<String> taken = new ArrayList<>(statements);
        statements.clear();
        return taken;
    }

    int count(String table) {
        try (Connection connection = super.getConnection();
                ResultSet rows = connection.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection target = super.getConnection();
        opened.incrementAndGet();
        open.incrementAndGet();
        InvocationHandler watch = (proxy, method, arguments) -> {
            if (method.getName().equals("close") && !target.isClosed()) {
                autoCommitAtClose.add(target.getAutoCommit());
                open.decrementAndGet();
            }
            if (method.getName().startsWith("prepare")) {
                statements.add((String) arguments[0]);
            }
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause() == null ? thrown : thrown.getCause();
            }
        };
        return (Connection)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, watch);
    }
}
