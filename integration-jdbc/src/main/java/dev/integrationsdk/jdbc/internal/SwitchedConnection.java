package dev.integrationsdk.jdbc.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Two ways to one connection: past the guard for whoever owns the transaction, through it for everybody else. Confined
 * to the transaction's thread.
 */
final class SwitchedConnection implements InvocationHandler {
    private final Connection own;
    private final Connection face;
    private Connection target;

    SwitchedConnection(Connection own) {
        this.own = own;
        this.target = own;
        this.face = (Connection) Proxy.newProxyInstance(
                SwitchedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, this);
    }

    /** What the host's tools hold all the time. */
    Connection face() {
        return face;
    }

    Connection own() {
        return own;
    }

    void lend(Connection guarded) {
        target = guarded;
    }

    void takeBack() {
        target = own;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && arguments != null) {
            return proxy == arguments[0];
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
