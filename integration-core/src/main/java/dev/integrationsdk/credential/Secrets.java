package dev.integrationsdk.credential;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The resolvers of an installation, one for each scheme. Immutable, and as thread-safe as they are. */
public final class Secrets {
    private final Map<String, SecretResolver> resolvers;

    private Secrets(Map<String, SecretResolver> resolvers) {
        this.resolvers = resolvers;
    }

    /** @throws IllegalArgumentException if two serve one scheme, or a scheme has another form */
    public static Secrets of(SecretResolver... resolvers) {
        Map<String, SecretResolver> byScheme = new TreeMap<>();
        for (SecretResolver resolver : resolvers) {
            SecretReference any = new SecretReference(resolver.scheme(), "any");
            if (byScheme.put(any.scheme(), resolver) != null) {
                throw new IllegalArgumentException("two resolvers serve the scheme '" + any.scheme() + "'");
            }
        }
        return new Secrets(byScheme);
    }

    /** With no resolver: every reference is refused. */
    public static Secrets none() {
        return new Secrets(Map.of());
    }

    /** In alphabetical order. */
    public Set<String> schemes() {
        return new TreeSet<>(resolvers.keySet());
    }

    /** Empty if nobody serves the scheme. */
    public Optional<SecretResolver> resolver(String scheme) {
        return Optional.ofNullable(resolvers.get(scheme));
    }

    @Override
    public String toString() {
        return "Secrets" + schemes();
    }
}
