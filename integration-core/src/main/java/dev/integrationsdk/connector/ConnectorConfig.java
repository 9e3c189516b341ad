package dev.integrationsdk.connector;

import dev.integrationsdk.spi.identity.ConnectorId;
import dev.integrationsdk.spi.identity.EntityScope;
import dev.integrationsdk.spi.identity.EntityType;
import dev.integrationsdk.spi.identity.ScanKind;
import dev.integrationsdk.spi.identity.StreamId;
import dev.integrationsdk.spi.identity.SystemCode;
import dev.integrationsdk.spi.identity.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One tenant's configured use of one system. It holds no secret. Immutable; the {@code with} methods return a changed
 * copy; {@code toString} prints the settings' keys only.
 */
public final class ConnectorConfig {
    private final TenantId tenant;
    private final ConnectorId id;
    private final SystemCode system;
    private final Map<String, String> settings;
    private final boolean onPremise;

    private ConnectorConfig(
            TenantId tenant, ConnectorId id, SystemCode system, Map<String, String> settings, boolean onPremise) {
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        this.id = Objects.requireNonNull(id, "id");
        this.system = Objects.requireNonNull(system, "system");
        this.settings = settings;
        this.onPremise = onPremise;
    }

    /** @param id unique within the tenant, and never given to another connector: mappings and checkpoints hang on it */
    public static ConnectorConfig of(TenantId tenant, ConnectorId id, SystemCode system) {
        return new ConnectorConfig(tenant, id, system, Map.of(), false);
    }

    /** Replaces an earlier value of the same key. */
    public ConnectorConfig withSetting(String key, String value) {
        Map<String, String> changed = new LinkedHashMap<>(settings);
        changed.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new ConnectorConfig(tenant, id, system, Map.copyOf(changed), onPremise);
    }

    /** Lets the connector reach private and loopback addresses, without encryption where its settings say so. */
    public ConnectorConfig onPremise() {
        return new ConnectorConfig(tenant, id, system, settings, true);
    }

    public TenantId tenant() {
        return tenant;
    }

    public ConnectorId id() {
        return id;
    }

    /** Its tenant and its id. */
    public ConnectorKey key() {
        return new ConnectorKey(tenant, id);
    }

    public SystemCode system() {
        return system;
    }

    public Map<String, String> settings() {
        return settings;
    }

    public boolean isOnPremise() {
        return onPremise;
    }

    /** Its records of one type. */
    public EntityScope scope(EntityType entityType) {
        return new EntityScope(tenant, id, entityType);
    }

    /** Its records of one type, read for one reason. */
    public StreamId stream(EntityType entityType, ScanKind scanKind) {
        return new StreamId(scope(entityType), scanKind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectorConfig config
                && key().equals(config.key())
                && system.equals(config.system)
                && settings.equals(config.settings)
                && onPremise == config.onPremise;
    }

    @Override
    public int hashCode() {
        return Objects.hash(tenant, id, system, settings, onPremise);
    }

    @Override
    public String toString() {
        return "ConnectorConfig[" + tenant + "/" + id + ", " + system + ", settings " + new TreeMap<>(settings).keySet()
                + (onPremise ? ", on-premise" : "") + "]";
    }
}
