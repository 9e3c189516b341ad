package dev.integrationsdk.simulation;

import dev.integrationsdk.host.TransactionRunner;
import dev.integrationsdk.spi.Connector;
import dev.integrationsdk.store.Repositories;
import dev.integrationsdk.testkit.FakeRemote;
import dev.integrationsdk.testkit.InMemoryStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A defect of the engine or of what it stands on, planted to be found; by itself none. Confined to its thread. */
class Planted {
    private final Map<String, Integer> calls = new HashMap<>();

    /** Stands before one method of a repository. */
    @FunctionalInterface
    interface Instead {
        @Nullable
        Object call(Method method, Object repository, Object[] arguments);
    }

    Repositories repositories(InMemoryStore store) {
        return store;
    }

    TransactionRunner transactions(InMemoryStore store) {
        return store;
    }

    FakeRemote.Write write(FakeRemote.Write write) {
        return write;
    }

    Connector connector(Connector connector) {
        return connector;
    }

    /** Whether this is one of every so many calls. */
    final boolean every(int nth, String what) {
        return calls.merge(what, 1, Integer::sum) % nth == 0;
    }

    /** A store of which one repository does one thing otherwise. */
    final Repositories with(InMemoryStore store, String repository, String name, Instead instead) {
        return proxy(Repositories.class, store, (proxy, method, arguments) -> {
            Object found = invoke(method, store, arguments);
            return method.getName().equals(repository)
                    ? around(Objects.requireNonNull(found), method.getReturnType(), name, instead)
                    : found;
        });
    }

    private static <T> Object around(Object repository, Class<T> type, String name, Instead instead) {
        return proxy(
                type,
                repository,
                (proxy, method, arguments) -> method.getName().equals(name)
                        ? instead.call(method, repository, arguments)
                        : invoke(method, repository, arguments));
    }

    private static <T> T proxy(Class<T> type, Object like, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(like.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }

    static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            if (thrown.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(thrown);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
