package dev.integrationsdk.connector;

import dev.integrationsdk.access.Share;
import dev.integrationsdk.call.CallLimits;
import dev.integrationsdk.policy.EntityPolicy;
import dev.integrationsdk.retry.RetryPolicy;
import dev.integrationsdk.spi.identity.Actor;
import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's configured use of one system. It holds references to secrets and no secret. Immutable; {@code toString}
 * prints the settings' keys only.
 */
public final class ConnectorConfig {
    private final ConnectorKey key;
    private final SystemCode system;
    private final Optional<String> variant;
    private final String name;
    private final String description;
    private final Map<String, String> settings;
    private final Map<Direction, Map<String, String>> credentials;
    private final Set<Direction> directions;
    private final boolean onPremise;
    private final Optional<Duration> pollInterval;
    private final CallLimits limits;
    private final Optional<RetryPolicy> retryPolicy;
    private final Map<EntityType, EntityPolicy> policies;
    private final Map<Actor, Share> shares;

    private ConnectorConfig(Builder builder) {
        key = builder.key;
        system = builder.system;
        variant = Optional.ofNullable(builder.variant);
        name = builder.name;
        description = builder.description;
        settings = Map.copyOf(builder.settings);
        Map<Direction, Map<String, String>> copies = new EnumMap<>(Direction.class);
        builder.credentials.forEach((direction, references) -> copies.put(direction, Map.copyOf(references)));
        credentials = copies;
        directions = Set.copyOf(builder.directions);
        onPremise = builder.onPremise;
        pollInterval = Optional.ofNullable(builder.pollInterval);
        limits = builder.limits;
        retryPolicy = Optional.ofNullable(builder.retryPolicy);
        policies = Map.copyOf(builder.policies);
        shares = Map.copyOf(builder.shares);
    }

    /** @param id unique within the tenant, and never given to another connector: mappings and checkpoints hang on it */
    public static ConnectorConfig of(TenantId tenant, ConnectorId id, SystemCode system) {
        return builder(tenant, id, system).build();
    }

    /** @param id unique within the tenant, and never given to another connector: mappings and checkpoints hang on it */
    public static Builder builder(TenantId tenant, ConnectorId id, SystemCode system) {
        return new Builder(new ConnectorKey(tenant, id), system);
    }

    /** To change some of it. */
    public Builder toBuilder() {
        Builder builder = new Builder(key, system)
                .name(name)
                .description(description)
                .limits(limits)
                .directions(directions);
        variant.ifPresent(builder::variant);
        pollInterval.ifPresent(builder::pollInterval);
        retryPolicy.ifPresent(builder::retryPolicy);
        builder.onPremise = onPremise;
        builder.settings.putAll(settings);
        credentials.forEach((direction, references) ->
                references.forEach((name, reference) -> builder.credential(direction, name, reference)));
        builder.policies.putAll(policies);
        builder.shares.putAll(shares);
        return builder;
    }

    /** Replaces an earlier value of the same key. */
    public ConnectorConfig withSetting(String setting, String value) {
        return toBuilder().setting(setting, value).build();
    }

    /** Lets the connector reach private and loopback addresses, without encryption where its settings say so. */
    public ConnectorConfig onPremise() {
        return toBuilder().onPremise(true).build();
    }

    public TenantId tenant() {
        return key.tenant();
    }

    public ConnectorId id() {
        return key.id();
    }

    /** Its tenant and its id. */
    public ConnectorKey key() {
        return key;
    }

    public SystemCode system() {
        return system;
    }

    /** Which of the system's adapters; where there is none, the deployment's choice. */
    public Optional<String> variant() {
        return variant;
    }

    /** For a person; the id unless set. */
    public String name() {
        return name;
    }

    /** For a person; empty unless set. */
    public String description() {
        return description;
    }

    public Map<String, String> settings() {
        return settings;
    }

    /** References to secrets, such as {@code env:ACME_CRM_TOKEN}, by the name of the credential. */
    public Map<String, String> credentials(Direction direction) {
        return credentials.getOrDefault(direction, Map.of());
    }

    /** Which are switched on; both unless set. */
    public Set<Direction> directions() {
        return directions;
    }

    public boolean isOnPremise() {
        return onPremise;
    }

    /** How often its streams are read, where a schedule does not say otherwise. */
    public Optional<Duration> pollInterval() {
        return pollInterval;
    }

    /** {@link CallLimits#ofDefaults()} unless set. */
    public CallLimits limits() {
        return limits;
    }

    /** Empty for the library's own. */
    public Optional<RetryPolicy> retryPolicy() {
        return retryPolicy;
    }

    /** What is decided for its records, in place of what the host decides for the entity type; empty unless set. */
    public Map<EntityType, EntityPolicy> policies() {
        return policies;
    }

    /** Who else may read or use it. */
    public Map<Actor, Share> shares() {
        return shares;
    }

    /**
     * All of it that somebody can configure, as text by field, in the order of the fields' names: what is stored, compared
     * between versions and overlaid by a deployment. {@link ConnectorFields} names the fields.
     */
    public NavigableMap<String, String> fields() {
        return ConnectorFields.of(this);
    }

    /** Its records of one type. */
    public EntityScope scope(EntityType entityType) {
        return new EntityScope(tenant(), id(), entityType);
    }

    /** Its records of one type, read for one reason. */
    public StreamId stream(EntityType entityType, ScanKind scanKind) {
        return new StreamId(scope(entityType), scanKind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectorConfig config
                && key.equals(config.key)
                && system.equals(config.system)
                && fields().equals(config.fields());
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, system, settings);
    }

    @Override
    public String toString() {
        return "ConnectorConfig[" + key + ", " + system + ", settings "
                + settings.keySet().stream().sorted().toList() + (onPremise ? ", on-premise" : "") + "]";
    }

    /** Collects a configuration. Texts are checked where a connector is created or changed. Not thread-safe. */
    public static final class Builder {
        private final ConnectorKey key;
        private final SystemCode system;
        private @Nullable String variant;
        private String name;
        private String description = "";
        private final Map<String, String> settings = new HashMap<>();
        private final Map<Direction, Map<String, String>> credentials = new EnumMap<>(Direction.class);
        private Set<Direction> directions = EnumSet.allOf(Direction.class);
        private boolean onPremise;
        private @Nullable Duration pollInterval;
        private CallLimits limits = CallLimits.ofDefaults();
        private @Nullable RetryPolicy retryPolicy;
        private final Map<EntityType, EntityPolicy> policies = new HashMap<>();
        private final Map<Actor, Share> shares = new HashMap<>();

        private Builder(ConnectorKey key, SystemCode system) {
            this.key = key;
            this.system = Objects.requireNonNull(system, "system");
            this.name = key.id().value();
        }

        public Builder variant(String wanted) {
            variant = Objects.requireNonNull(wanted, "wanted");
            return this;
        }

        public Builder name(String text) {
            name = Objects.requireNonNull(text, "text");
            return this;
        }

        public Builder description(String text) {
            description = Objects.requireNonNull(text, "text");
            return this;
        }

        /** Replaces an earlier value of the same key. */
        public Builder setting(String setting, String value) {
            settings.put(Objects.requireNonNull(setting, "setting"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** In place of all others. */
        public Builder settings(Map<String, String> all) {
            settings.clear();
            all.forEach(this::setting);
            return this;
        }

        /** Names where the secret of this name is found, for both directions. */
        public Builder credential(String credential, String reference) {
            for (Direction direction : Direction.values()) {
                credential(direction, credential, reference);
            }
            return this;
        }

        /** Names where the secret of this name is found, for one direction. */
        public Builder credential(Direction direction, String credential, String reference) {
            credentials
                    .computeIfAbsent(direction, none -> new HashMap<>())
                    .put(
                            Objects.requireNonNull(credential, "credential"),
                            Objects.requireNonNull(reference, "reference"));
            return this;
        }

        /** Names where the secrets of one direction are found, in place of all that were named before; none if empty. */
        public Builder credentials(Direction direction, Map<String, String> references) {
            credentials.remove(direction);
            references.forEach((credential, reference) -> credential(direction, credential, reference));
            return this;
        }

        /** Switches these on and the others off. */
        public Builder directions(Set<Direction> on) {
            directions = Set.copyOf(on);
            return this;
        }

        /** Whether private and loopback addresses, and no encryption where a setting says so, are allowed. */
        public Builder onPremise(boolean allowed) {
            onPremise = allowed;
            return this;
        }

        public Builder pollInterval(Duration every) {
            pollInterval = Objects.requireNonNull(every, "every");
            return this;
        }

        public Builder limits(CallLimits all) {
            limits = Objects.requireNonNull(all, "all");
            return this;
        }

        public Builder retryPolicy(RetryPolicy policy) {
            retryPolicy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Decides for the records of one type, in place of what the host decides. */
        public Builder policy(EntityType entityType, EntityPolicy policy) {
            policies.put(Objects.requireNonNull(entityType, "entityType"), Objects.requireNonNull(policy, "policy"));
            return this;
        }

        public Builder share(Actor with, Share share) {
            shares.put(Objects.requireNonNull(with, "with"), Objects.requireNonNull(share, "share"));
            return this;
        }

        /** In place of all others. */
        public Builder shares(Map<Actor, Share> all) {
            shares.clear();
            shares.putAll(all);
            return this;
        }

        public Builder unshare(Actor with) {
            shares.remove(with);
            return this;
        }

        public ConnectorConfig build() {
            return new ConnectorConfig(this);
        }
    }
}
