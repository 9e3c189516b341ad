package dev.integrationsdk.spi;

import dev.integrationsdk.spi.call.Capability;
import dev.integrationsdk.spi.call.RateLimit;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.oauth.OAuthSpec;
import dev.integrationsdk.spi.settings.SettingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What an adapter says of itself before anything is opened. Immutable. */
public final class ConnectorDescriptor {
    private final SystemCode system;
    private final String variant;
    private final String title;
    private final SpiVersion spiVersion;
    private final List<SettingSpec> settings;
    private final Set<Class<? extends Capability>> capabilities;
    private final Map<EntityType, EntityTypeSpec> entityTypes;
    private final Function<EntityType, Optional<EntityTypeSpec>> furtherEntityTypes;
    private final List<RateLimit> rateLimits;
    private final Optional<OAuthSpec> oauth;

    private ConnectorDescriptor(Builder builder) {
        this.system = builder.system;
        this.variant = builder.variant;
        this.title = builder.title;
        this.spiVersion = builder.spiVersion;
        this.settings = List.copyOf(builder.settings.values());
        this.capabilities = Set.copyOf(builder.capabilities);
        this.entityTypes = new LinkedHashMap<>(builder.entityTypes);
        this.furtherEntityTypes = builder.furtherEntityTypes;
        this.rateLimits = List.copyOf(builder.rateLimits.values());
        this.oauth = builder.oauth;
    }

    /** @param title the system's name as people write it */
    public static Builder builder(SystemCode system, String title) {
        return new Builder(system, title);
    }

    public SystemCode system() {
        return system;
    }

    /** Tells several adapters of one system apart, such as cloud and on-premise; {@code default} unless set. */
    public String variant() {
        return variant;
    }

    public String title() {
        return title;
    }

    public SpiVersion spiVersion() {
        return spiVersion;
    }

    public List<SettingSpec> settings() {
        return settings;
    }

    /** What a connector of this adapter may be able to do; one of them may do less. */
    public Set<Class<? extends Capability>> capabilities() {
        return capabilities;
    }

    /** In the order in which they are best read: what others refer to comes first. */
    public List<EntityType> entityTypes() {
        return new ArrayList<>(entityTypes.keySet());
    }

    /** What the adapter can do with a type: one of {@link #entityTypes()}, or one that an account has added. */
    public Optional<EntityTypeSpec> entityType(EntityType type) {
        EntityTypeSpec declared = entityTypes.get(type);
        return declared == null ? furtherEntityTypes.apply(type) : Optional.of(declared);
    }

    /** What the system allows one account, as far as it is known; a connector's own limits replace them. */
    public List<RateLimit> rateLimits() {
        return rateLimits;
    }

    /** Empty if its connectors are not connected by OAuth. */
    public Optional<OAuthSpec> oauth() {
        return oauth;
    }

    @Override
    public String toString() {
        return system + " (" + title + ", " + variant + ")";
    }

    /** Collects a descriptor. Not thread-safe. */
    public static final class Builder {
        private final SystemCode system;
        private final String title;
        private String variant = "default";
        private SpiVersion spiVersion = SpiVersion.CURRENT;
        private final Map<String, SettingSpec> settings = new LinkedHashMap<>();
        private final Set<Class<? extends Capability>> capabilities = new LinkedHashSet<>();
        private final Map<EntityType, EntityTypeSpec> entityTypes = new LinkedHashMap<>();
        private Function<EntityType, Optional<EntityTypeSpec>> furtherEntityTypes = type -> Optional.empty();
        private final Map<Duration, RateLimit> rateLimits = new LinkedHashMap<>();

        private Optional<OAuthSpec> oauth = Optional.empty();

        private Builder(SystemCode system, String title) {
            this.system = Objects.requireNonNull(system, "system");
            this.title = Objects.requireNonNull(title, "title");
        }

        public Builder variant(String name) {
            variant = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The version that the adapter was built for; this jar's own unless set. */
        public Builder spiVersion(SpiVersion version) {
            spiVersion = Objects.requireNonNull(version, "version");
            return this;
        }

        /** @throws IllegalArgumentException if the key is declared twice */
        public Builder setting(SettingSpec spec) {
            if (settings.put(spec.key(), spec) != null) {
                throw new IllegalArgumentException("setting " + spec.key() + " is declared twice");
            }
            return this;
        }

        public Builder capability(Class<? extends Capability> type) {
            capabilities.add(type);
            return this;
        }

        /** Adds a type as {@link EntityTypeSpec#of} declares it. */
        public Builder entityType(EntityType type) {
            return entityType(EntityTypeSpec.of(type));
        }

        /** @throws IllegalArgumentException if the type is declared twice */
        public Builder entityType(EntityTypeSpec spec) {
            if (entityTypes.put(spec.type(), spec) != null) {
                throw new IllegalArgumentException("entity type " + spec.type() + " is declared twice");
            }
            return this;
        }

        /**
         * Lets accounts have types of their own, which are not known before one is asked.
         *
         * @param further what can be done with such a type; empty if no account can have it; without I/O
         */
        public Builder furtherEntityTypes(Function<EntityType, Optional<EntityTypeSpec>> further) {
            furtherEntityTypes = Objects.requireNonNull(further, "further");
            return this;
        }

        /**
         * Adds a limit of the system, for one account and all that use it.
         *
         * @throws IllegalArgumentException if a limit over the same time is declared already
         */
        public Builder rateLimit(RateLimit limit) {
            if (rateLimits.put(limit.per(), limit) != null) {
                throw new IllegalArgumentException("two rate limits are over " + limit.per());
            }
            return this;
        }

        /** Lets its connectors be connected by OAuth. */
        public Builder oauth(OAuthSpec spec) {
            oauth = Optional.of(spec);
            return this;
        }

        public ConnectorDescriptor build() {
            return new ConnectorDescriptor(this);
        }
    }
}
