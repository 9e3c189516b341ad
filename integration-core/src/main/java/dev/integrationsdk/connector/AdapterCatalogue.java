package dev.integrationsdk.connector;

import dev.integrationsdk.spi.ConnectorDescriptor;
import dev.integrationsdk.spi.ConnectorProvider;
import dev.integrationsdk.spi.SpiVersion;
import dev.integrationsdk.spi.identity.SystemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The adapters that are present, and those that are present but cannot be used. One that is broken takes no other with
 * it. Immutable and thread-safe.
 */
public final class AdapterCatalogue {
    /** A class path that answers every look-up with an error must not keep us for ever. */
    private static final int MOST_UNREADABLE = 100;

    private final Map<SystemCode, NavigableMap<String, ConnectorProvider>> providers = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private AdapterCatalogue() {}

    /** Finds adapters with {@link ServiceLoader}, through this loader. */
    public static AdapterCatalogue discover(ClassLoader loader) {
        AdapterCatalogue catalogue = new AdapterCatalogue();
        Iterator<ServiceLoader.Provider<ConnectorProvider>> found =
                ServiceLoader.load(ConnectorProvider.class, loader).stream().iterator();
        while (catalogue.hasNext(found)) {
            catalogue.loadNext(found);
        }
        return catalogue;
    }

    /** These adapters and no others. */
    public static AdapterCatalogue of(Collection<? extends ConnectorProvider> providers) {
        AdapterCatalogue catalogue = new AdapterCatalogue();
        providers.forEach(catalogue::add);
        return catalogue;
    }

    public List<ConnectorDescriptor> descriptors() {
        return providers.values().stream()
                .flatMap(variants -> variants.values().stream())
                .map(ConnectorProvider::descriptor)
                .toList();
    }

    /** One sentence for each adapter that cannot be used. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** The system's adapters by variant, in the order of their names; empty if there is none. */
    public NavigableMap<String, ConnectorProvider> variants(SystemCode system) {
        return Collections.unmodifiableNavigableMap(providers.getOrDefault(system, Collections.emptyNavigableMap()));
    }

    private boolean hasNext(Iterator<?> found) {
        for (int unreadable = 0; unreadable < MOST_UNREADABLE; unreadable++) {
            try {
                return found.hasNext();
            } catch (ServiceConfigurationError broken) {
                problems.add("An adapter's registration cannot be read: " + broken.getMessage());
            }
        }
        return false;
    }

    private void loadNext(Iterator<ServiceLoader.Provider<ConnectorProvider>> found) {
        try {
            add(found.next().get());
        } catch (ServiceConfigurationError | LinkageError broken) {
            problems.add("An adapter cannot be loaded: " + broken);
        }
    }

    private void add(ConnectorProvider provider) {
        String name = provider.getClass().getName();
        try {
            ConnectorDescriptor descriptor = provider.descriptor();
            NavigableMap<String, ConnectorProvider> variants =
                    providers.computeIfAbsent(descriptor.system(), none -> new TreeMap<>());
            ConnectorProvider other = variants.get(descriptor.variant());
            if (!SpiVersion.CURRENT.serves(descriptor.spiVersion())) {
                problems.add("Adapter " + name + " was built for SPI " + descriptor.spiVersion()
                        + ", but this library offers " + SpiVersion.CURRENT + ".");
            } else if (other != null) {
                problems.add("Adapters " + other.getClass().getName() + " and " + name + " both serve "
                        + descriptor.system() + " as variant '" + descriptor.variant()
                        + "'; the first one is used.");
            } else {
                variants.put(descriptor.variant(), provider);
            }
        } catch (RuntimeException | LinkageError broken) {
            problems.add("Adapter " + name + " cannot describe itself: " + broken);
        }
    }
}
