package dev.integrationsdk.jdbc.jpa;

import jakarta.persistence.EntityManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lends an entity manager without its transaction. */
final class EntityManagerGuard {
    private EntityManagerGuard() {}

    static EntityManager lend(EntityManager entities) {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManagerGuard.class.getClassLoader(),
                new Class<?>[] {EntityManager.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getTransaction" ->
                        throw new IllegalStateException(
                                "EntityManager.getTransaction is refused: this entity manager is"
                                        + " lent, and whoever began its transaction ends it; throw an exception to have it"
                                        + " rolled back");
                    case "close" -> null;
                    case "equals" -> arguments != null && proxy == arguments[0];
                    default -> {
                        try {
                            yield method.invoke(entities, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause() == null ? thrown : thrown.getCause();
                        }
                    }
                });
    }
}
