package dev.integrationsdk.jdbc.internal;

import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lends a connection without its transaction: what would end or reshape the transaction is refused, {@code close} does
 * nothing, and an SQL error is remembered. Confined to the transaction's thread.
 */
final class ConnectionGuard implements InvocationHandler {
    private final Connection target;
    private final Connection lent;
    private @Nullable SQLException failure;
    private boolean ended;

    ConnectionGuard(Connection target) {
        this.target = target;
        this.lent = (Connection)
                Proxy.newProxyInstance(ConnectionGuard.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    /** What the borrower gets. */
    Connection lent() {
        return lent;
    }

    /** The gravest SQL error so far. */
    Optional<SQLException> failure() {
        return Optional.ofNullable(failure);
    }

    /** @throws IntegrationException HANDLER_FAILED if a statement has failed, although the work went on */
    void requireUnharmed() {
        if (failure != null) {
            throw new IntegrationException(
                    ErrorCode.HANDLER_FAILED,
                    "a statement failed and the handler went on (" + SqlFailures.shown(failure) + ")",
                    failure);
        }
    }

    /** From now on every use is refused. */
    void end() {
        ended = true;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        switch (method.getName()) {
            case "commit", "setAutoCommit", "setTransactionIsolation", "abort" -> throw refusal(method);
            case "rollback" -> {
                if (arguments == null) {
                    throw refusal(method);
                }
            }
            case "close" -> {
                return null;
            }
            case "isClosed" -> {
                return ended || target.isClosed();
            }
            default -> {
                // everything else is the target's business
            }
        }
        Object answer = call(target, proxy, method, arguments);
        return answer instanceof Statement statement ? guarded(statement, method.getReturnType()) : answer;
    }

    private static IllegalStateException refusal(Method method) {
        return new IllegalStateException("Connection." + method.getName() + " is refused: this connection is lent, and"
                + " whoever began its transaction ends it; throw an exception to have it rolled back");
    }

    private Object guarded(Statement statement, Class<?> type) {
        InvocationHandler handler = (proxy, method, arguments) ->
                method.getName().equals("getConnection") ? lent : call(statement, proxy, method, arguments);
        return Proxy.newProxyInstance(ConnectionGuard.class.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private @Nullable Object call(Object receiver, Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && arguments.length == 1) {
            switch (method.getName()) {
                case "equals" -> {
                    return proxy == arguments[0];
                }
                case "unwrap" -> {
                    if (((Class<?>) arguments[0]).isInstance(proxy)) {
                        return proxy;
                    }
                }
                default -> {
                    // falls to the receiver
                }
            }
        }
        if (ended
                && method.getDeclaringClass() != Object.class
                && !method.getName().equals("close")) {
            throw new IllegalStateException("the transaction has ended: what it lent is of no use any more");
        }
        try {
            return method.invoke(receiver, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            if (cause instanceof SQLException sql) {
                remember(sql);
            }
            throw cause == null ? thrown : cause;
        }
    }

    private void remember(SQLException next) {
        SQLException first = failure;
        if (first == null) {
            failure = next;
        } else if (SqlFailures.kindOf(next).decides()
                && !SqlFailures.kindOf(first).decides()) {
            failure = next;
        }
    }
}
