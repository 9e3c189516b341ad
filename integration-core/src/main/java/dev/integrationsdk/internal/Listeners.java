package dev.integrationsdk.internal;

import dev.integrationsdk.event.IntegrationListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every listener; what one throws is logged and felt by nobody. Immutable. */
public final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<IntegrationListener> listeners;

    public Listeners(List<IntegrationListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    public void tell(Consumer<IntegrationListener> event) {
        for (IntegrationListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
                LOG.warn("A listener failed: {}", listener.getClass().getName(), failure);
            }
        }
    }
}
