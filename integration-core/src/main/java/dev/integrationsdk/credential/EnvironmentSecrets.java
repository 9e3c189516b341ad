package dev.integrationsdk.credential;

import dev.integrationsdk.spi.credential.Secret;
import dev.integrationsdk.spi.error.ErrorCode;
import dev.integrationsdk.spi.error.IntegrationException;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code env:NAME} in the environment of the process, for those whom the operator allows the name and for nobody
 * else. Nothing is cached. Thread-safe.
 */
public final class EnvironmentSecrets implements SecretResolver {
    private final Map<Optional<TenantId>, Set<String>> allowed;
    private final Set<String> allowedForAllTenants;
    private final Function<String, @Nullable String> environment;

    private EnvironmentSecrets(Builder builder) {
        this.allowed = new HashMap<>();
        builder.allowed.forEach((whose, names) -> this.allowed.put(whose, Set.copyOf(names)));
        this.allowedForAllTenants = Set.copyOf(builder.allowedForAllTenants);
        this.environment = builder.environment;
    }

    /** Allows nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String scheme() {
        return "env";
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public Secret resolve(SecretOwner whose, SecretReference reference) {
        String name = reference.rest();
        if (!isAllowed(whose, name)) {
            throw refusal("the environment name of " + reference + " is not allowed for " + whose
                    + ": the operator allows names in EnvironmentSecrets");
        }
        String value = environment.apply(name);
        if (value == null || value.isBlank()) {
            throw refusal("the environment variable of " + reference + ", asked for by " + whose
                    + ", is not set or empty in this process: set it and restart");
        }
        return Secret.of(value);
    }

    private boolean isAllowed(SecretOwner whose, String name) {
        return allowed.getOrDefault(whose.tenant(), Set.of()).contains(name)
                || (whose.tenant().isPresent() && allowedForAllTenants.contains(name));
    }

    private static IntegrationException refusal(String message) {
        return new IntegrationException(ErrorCode.INVALID_CONFIGURATION, message);
    }

    /** Collects who may have what. Not thread-safe. */
    public static final class Builder {
        private final Map<Optional<TenantId>, Set<String>> allowed = new HashMap<>();
        private final Set<String> allowedForAllTenants = new HashSet<>();
        private Function<String, @Nullable String> environment = System::getenv;

        private Builder() {}

        /** Allows one tenant these names, in addition to those allowed before. */
        public Builder allow(TenantId tenant, String... names) {
            return allow(Optional.of(tenant), names);
        }

        /** Allows the operator's own use of these names, and no tenant's. */
        public Builder allowOperator(String... names) {
            return allow(Optional.empty(), names);
        }

        private Builder allow(Optional<TenantId> whose, String... names) {
            allowed.computeIfAbsent(whose, missing -> new HashSet<>()).addAll(List.of(names));
            return this;
        }

        /** Allows every tenant these names. */
        public Builder allowAllTenants(String... names) {
            allowedForAllTenants.addAll(List.of(names));
            return this;
        }

        /** Sets where the values come from instead of {@link System#getenv(String)}; it returns null for what is not set. */
        public Builder environment(Function<String, @Nullable String> source) {
            environment = Objects.requireNonNull(source, "source");
            return this;
        }

        public EnvironmentSecrets build() {
            return new EnvironmentSecrets(this);
        }
    }
}
