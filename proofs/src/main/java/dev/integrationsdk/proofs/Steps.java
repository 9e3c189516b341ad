package dev.integrationsdk.proofs;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.host.UnitOfWork;
import dev.integrationsdk.store.Repositories;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer of every call before and after it: {@code before leases.renew}, {@code after leases.renew}. The
 * observer runs on the calling thread, so that it can stop the call. Thread-safe if the observer is.
 */
record Steps(Consumer<String> observer) {
    /** All repositories, each under the name of its method. */
    Repositories of(Repositories real) {
        return proxy(Repositories.class, (method, arguments) -> {
            Object repository = call(real, method, arguments);
            return repository == null ? null : watched(method.getReturnType(), method.getName(), repository);
        });
    }

    /** The transactions, and within them the unit of work. */
    TransactionRunner of(TransactionRunner real) {
        TransactionRunner inner = new TransactionRunner() {
            @Override
            public <T> T inTransaction(Work<T> work) {
                return real.inTransaction(unit -> work.run(watched(UnitOfWork.class, "unit", unit)));
            }
        };
        return watched(TransactionRunner.class, "transactions", inner);
    }

    /** The connections that come out of it. */
    DataSource of(DataSource real) {
        return proxy(DataSource.class, (method, arguments) -> {
            Object result = call(real, method, arguments);
            return result instanceof Connection opened ? watched(Connection.class, "connection", opened) : result;
        });
    }

    /** @param type an interface */
    <T> T of(Class<T> type, String name, T real) {
        return watched(type, name, real);
    }

    private <T> T watched(Class<T> type, String name, Object real) {
        return proxy(type, (method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return call(real, method, arguments);
            }
            String step = name + "." + method.getName();
            observer.accept("before " + step);
            Object result = call(real, method, arguments);
            observer.accept("after " + step);
            return result;
        });
    }

    /** An object of that type whose every call goes there. */
    static <T> T proxy(Class<T> type, Call call) {
        Object made = Proxy.newProxyInstance(
                Steps.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> call.of(method, arguments == null ? new Object[0] : arguments));
        return type.cast(made);
    }

    /** Calls it, and throws what it throws. */
    static @Nullable Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            throw cause == null ? thrown : cause;
        }
    }

    /** What a proxy does with a call. */
    @FunctionalInterface
    interface Call {
        @Nullable
        Object of(Method method, Object[] arguments) throws Throwable;
    }
}
