package dev.integrationsdk.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections to a real database of which single methods do something else. */
final class FaultySource extends UrlSource {
    private final Map<String, Callable<Object>> faults = new HashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    FaultySource(String url) {
        super(url);
    }

    /** From now on the method of this name does this and nothing else. */
    FaultySource answering(String method, Callable<Object> fault) {
        faults.put(method, fault);
        return this;
    }

    /** Names of the methods that were called, in their order. */
    List<String> calls() {
        return calls;
    }

    /** What a connection without faults sees. */
    int committed(String table) {
        try (Connection other = super.getConnection();
                ResultSet rows = other.createStatement().executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException("the test's own statement failed", failure);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return faulty(super.getConnection(), Connection.class);
    }

    private <T> T faulty(T target, Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                        Callable<Object> fault = faults.get(method.getName());
                        Object answer = fault == null ? method.invoke(target, arguments) : fault.call();
                        return answer instanceof DatabaseMetaData found
                                ? faulty(found, DatabaseMetaData.class)
                                : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause() == null ? thrown : thrown.getCause();
                    }
                }));
    }
}
