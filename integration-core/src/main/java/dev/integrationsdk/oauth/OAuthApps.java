package dev.integrationsdk.oauth;

import dev.integrationsdk.credential.SecretReference;
import dev.integrationsdk.spi.identity.SystemCode;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The host's applications as the remotes have registered them, and where people come back to. Immutable. */
public final class OAuthApps {
    private final Map<SystemCode, App> apps;
    private final Set<URI> redirectUris;

    private OAuthApps(Builder builder) {
        this.apps = Map.copyOf(builder.apps);
        this.redirectUris = Set.copyOf(builder.redirectUris);
    }

    /** Without any application yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Empty if there is none for the system. */
    public Optional<App> app(SystemCode system) {
        return Optional.ofNullable(apps.get(system));
    }

    /** Whether people may be sent back there: exactly there, to the last character. */
    public boolean allows(URI redirectUri) {
        return redirectUris.contains(redirectUri);
    }

    /**
     * One application. Immutable.
     *
     * @param clientId public
     * @param clientSecret where it is found, as a secret of the operator
     */
    public record App(String clientId, SecretReference clientSecret) {
        public App {
            Objects.requireNonNull(clientId, "clientId");
            Objects.requireNonNull(clientSecret, "clientSecret");
        }
    }

    /** Collects the applications. Not thread-safe. */
    public static final class Builder {
        private final Map<SystemCode, App> apps = new HashMap<>();
        private final Set<URI> redirectUris = new HashSet<>();

        private Builder() {}

        /** @throws IllegalArgumentException if the system has one already */
        public Builder app(SystemCode system, String clientId, SecretReference clientSecret) {
            if (apps.put(system, new App(clientId, clientSecret)) != null) {
                throw new IllegalArgumentException("system " + system + " has two applications");
            }
            return this;
        }

        /**
         * Allows people to be sent back there.
         *
         * @throws IllegalArgumentException if it is not absolute, not of HTTP, or has a fragment
         */
        public Builder redirectUri(URI uri) {
            boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (!isHttp || uri.getHost() == null || uri.getRawFragment() != null) {
                throw new IllegalArgumentException("a redirect URI is an absolute https:// address without a fragment");
            }
            redirectUris.add(uri);
            return this;
        }

        public OAuthApps build() {
            return new OAuthApps(this);
        }
    }
}
